package dev.vibe.app.interactive;

import dev.vibe.agent.SessionGoal;
import dev.vibe.agent.SessionGoal.Goal;

/** Starter of {@code /goal}: the goal of the next run, and the prompt that begins it. */
final class GoalPrompt {

  private GoalPrompt() {}

  /**
   * Sets the goal.
   *
   * @param words a condition, or a command behind a {@code !}; not blank
   * @return what the model is told
   */
  static String begin(SessionGoal goals, String words) {
    Goal goal =
        words.startsWith("!") && !words.substring(1).isBlank()
            ? new Goal.Passes(words.substring(1).strip())
            : new Goal.Holds(words);
    goals.want(goal);
    return switch (goal) {
      case Goal.Passes(String command) ->
          "Go on until this command passes; it runs whenever you are done: " + command;
      case Goal.Holds(String condition) ->
          "Go on until this holds: "
              + condition
              + "\nThen answer with a line `goal holds: ` and the command that you ran or the files"
              + " that you read which show it.";
    };
  }
}
