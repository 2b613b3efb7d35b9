package dev.vibe.repl.state;

import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.List;

/** Update by a message that was typed and sent, now or when its turn comes. */
final class MessageUpdate {

  private MessageUpdate() {}

  /** Does what a message says: a command, a command of the shell, or a prompt. */
  static Step take(SessionState state, String text, long now) {
    boolean isFree = state.activity() instanceof Activity.Idle;
    if (text.startsWith("!") && text.length() > 1 && isFree) {
      String command = text.substring(1).strip();
      Step echo = Step.of(state).print(Shown.Kind.USER, Line.foreign(Role.FAINT, "> " + text));
      return echo.then(next -> RequestUpdate.ask(next, command, new Request.Shell(command), now));
    }
    if (isNote(text) && isFree) {
      Step echo = Step.of(state).print(Shown.Kind.USER, Line.foreign(Role.FAINT, "> " + text));
      Request note = new Request.Memory("add " + text.substring(1).strip());
      return echo.then(next -> RequestUpdate.ask(next, "noting", note, now));
    }
    if (SlashCommands.isCommand(text)) {
      return SlashCommands.run(state, text, now);
    }
    return RequestUpdate.send(state, text, now);
  }

  /** A number of an issue, or a text with headings, is a prompt. */
  private static boolean isNote(String text) {
    return text.matches("#\\s*[^\\s#!0-9].*");
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
    return step.with(rest).then(state -> take(state, queue.getFirst(), now));
  }
}
