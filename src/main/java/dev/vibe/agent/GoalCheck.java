package dev.vibe.agent;

import dev.vibe.agent.RunVerification.Verdict;
import dev.vibe.agent.SessionGoal.Goal;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.RunResult.Evidence;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.Figures;
import dev.vibe.verify.Verification;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judge of whether the goal of a run is reached, asked each time the model says that it is done. A
 * command has to pass. A condition has to be shown: the answer names what shows it, and that was
 * looked at since the last change. Until then the model hears what is missing and goes on, as far
 * as the limits of the run reach. Owned by the session's thread.
 */
final class GoalCheck {

  /** Answers in a row without a call between them, after which nothing more is to be hoped for. */
  private static final int MOST_IDLE = 3;

  private static final Pattern SHOWN =
      Pattern.compile("(?im)^[\\s>*_`#-]*goal holds[*_`]*\\s*[:—–-]\\s*(\\S.*)$");

  private final SessionGoal goals;
  private final CheckRun checks;

  private Optional<Goal> goal = Optional.empty();
  private Optional<Verification> last = Optional.empty();

  /** Files and commands of calls that succeeded since the last change. */
  private final Set<String> lookedAt = new HashSet<>();

  private int stateThen;
  private int asked;
  private int idle;
  private boolean hasWorked;
  private boolean isReached;

  GoalCheck(SessionGoal goals, CheckRun checks) {
    this.goals = goals;
    this.checks = checks;
  }

  void newRun() {
    goal = goals.take();
    last = Optional.empty();
    lookedAt.clear();
    asked = 0;
    idle = 0;
    hasWorked = false;
    isReached = false;
    stateThen = checks.stateOfFiles();
  }

  /** Calls of one reply were answered, in call order. */
  void worked(List<ToolCall> calls, List<ToolResult> results) {
    hasWorked = true;
    if (goal.isEmpty()) {
      return;
    }
    if (stateThen != checks.stateOfFiles()) {
      lookedAt.clear();
      stateThen = checks.stateOfFiles();
      isReached = false;
      return; // a call that changes files shows nothing of what they are then
    }
    for (int i = 0; i < Math.min(calls.size(), results.size()); i++) {
      if (results.get(i).outcome() == ToolResult.Outcome.OK) {
        lookedAt.addAll(named(calls.get(i)));
      }
    }
  }

  /** What speaks against an answer. Blocks while a command runs. */
  Verdict after(String answer) {
    if (goal.isEmpty() || isReached) {
      return new Verdict.Fine();
    }
    idle = hasWorked ? 0 : idle + 1;
    hasWorked = false;
    return switch (goal.get()) {
      case Goal.Passes(String command) -> passes(command);
      case Goal.Holds(String condition) -> holds(condition, answer);
    };
  }

  /** Whether the run is not yet where it was to go. */
  boolean isOpen() {
    return goal.isPresent() && !isReached;
  }

  /** Of the command, when it ran. */
  Optional<Evidence> evidence() {
    return last.map(now -> new Evidence.Verified(now.command(), now.exitCode(), now.tree()));
  }

  private Verdict passes(String command) {
    Verification now = checks.run(command, "looking whether it passes", ++asked);
    if (now.isBrokenOff()) {
      return new Verdict.BrokenOff();
    }
    last = Optional.of(now);
    if (now.isGreen()) {
      return reached();
    }
    return idle >= MOST_IDLE
        ? new Verdict.GiveUp(stop(CheckRun.ending(now, after())))
        : new Verdict.Tell(
            checks.message(
                now, "The work goes on until it does; it runs again when you are done."));
  }

  private Verdict holds(String condition, String answer) {
    asked++;
    Optional<String> evidence = evidenceIn(answer);
    if (evidence.isPresent() && namesWhatWasLookedAt(evidence.get())) {
      return reached();
    }
    if (idle >= MOST_IDLE) {
      return new Verdict.GiveUp(stop("the model did not show that it holds" + after()));
    }
    String missing =
        evidence.isEmpty()
            ? "It is not shown that the goal holds: "
                + condition
                + "\nCheck it with your tools, and go on with what is missing."
            : "What you name was not looked at since the last change of a file. Look at it, or run"
                + " it, now.";
    return new Verdict.Tell(
        Message.User.text(
            missing
                + " Once it holds, answer with a line `goal holds: ` and the command that you ran"
                + " or the files that you read which show it."));
  }

  private Verdict reached() {
    isReached = true;
    return new Verdict.Fine();
  }

  private String after() {
    return " after " + Figures.count(asked, "answer");
  }

  private Stop stop(String cause) {
    return new Stop(
        ExitCode.UNVERIFIED,
        new Problem(
            ProblemCode.GOAL_NOT_SHOWN,
            "the goal is not reached: " + goal.orElseThrow().text(),
            cause + ", and the last ones came without any work",
            "say in the prompt how it can be reached, or how one sees that it is"));
  }

  private static Optional<String> evidenceIn(String answer) {
    Matcher matcher = SHOWN.matcher(answer);
    Optional<String> found = Optional.empty();
    while (matcher.find()) {
      found = Optional.of(matcher.group(1));
    }
    return found;
  }

  /** A whole command or file, or the name at its end or beginning, as people shorten them. */
  private boolean namesWhatWasLookedAt(String evidence) {
    return lookedAt.stream()
        .anyMatch(
            name ->
                Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)")
                    .matcher(evidence)
                    .find());
  }

  /** What a call names: each text among its arguments, and the short forms of it. */
  private static Set<String> named(ToolCall call) {
    Set<String> named = new HashSet<>();
    try {
      for (Object value : Json.object(call.arguments().text()).values()) {
        if (value instanceof String text && !text.isBlank()) {
          String line = text.strip().lines().findFirst().orElse("");
          named.add(line);
          named.add(line.substring(line.lastIndexOf('/') + 1));
          named.add(line.split("\\s", 2)[0]);
        }
      }
    } catch (JsonShapeException e) {
      return Set.of(); // it was answered all the same, by another reading of what it meant
    }
    named.remove("");
    return named;
  }
}
