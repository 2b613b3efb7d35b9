package dev.vibe.repl.state;

import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.List;
import java.util.stream.Stream;

/** Steps by which a message does what it says, at once or when its turn comes. */
final class Submission {

  private Submission() {}

  /** Does what a message says: a command, a command of the shell, or a prompt. */
  static Step take(SessionState state, String text, long now) {
    boolean isFree = state.activity() instanceof Activity.Idle;
    if (text.startsWith("!") && text.length() > 1 && isFree) {
      String command = text.substring(1).strip();
      Step echo = Step.of(state).print(Shown.Kind.USER, Line.foreign(Role.FAINT, "> " + text));
      Step asked = Sending.ask(echo.state(), command, new Request.Shell(command), now);
      return new Step(
          asked.state(), Stream.concat(echo.actions().stream(), asked.actions().stream()).toList());
    }
    if (SlashCommands.isCommand(text)) {
      return SlashCommands.run(state, text, now);
    }
    return Sending.send(state, text, now);
  }

  /**
   * Sends the first message that waits, if there is one and nobody is changing them, or picking
   * what they are for.
   */
  static Step next(Step step, long now) {
    List<String> queue = step.state().composer().queue();
    Dialog dialog = step.state().dialog();
    if (queue.isEmpty()
        || dialog instanceof Dialog.QueueEditor
        || dialog instanceof Dialog.Picker) {
      return step;
    }
    SessionState rest =
        step.state().with(step.state().composer().withQueue(queue.subList(1, queue.size())));
    Step sent = take(rest, queue.getFirst(), now);
    Step all = step.with(sent.state());
    for (Action action : sent.actions()) {
      all = all.act(action);
    }
    return all;
  }
}
