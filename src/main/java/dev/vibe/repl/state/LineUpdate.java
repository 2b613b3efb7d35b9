package dev.vibe.repl.state;

import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.repl.state.Dialog.Stage;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Update by whole lines, from a frontend that has no keys. One that comes while something is asked
 * is an answer or a mistake, and never a message.
 */
final class LineUpdate {

  private static final Key ENTER = new Key.Press(Name.ENTER);

  private static final Pattern NO = Pattern.compile("(?i)no?(?:[\\s,;:.!-]+(.*))?");

  private LineUpdate() {}

  static Step apply(SessionState state, String line, long now) {
    return switch (state.dialog()) {
      case Dialog.Asking asking -> answer(state, asking, line.strip(), now);
      case Dialog.Picker picking ->
          picking.isSeen(now)
              ? PickUpdate.line(state, picking, line, now)
              : early(state, "the list", line);
      case Dialog.PlanReady plan ->
          PlanUpdate.line(state, line, now).orElseGet(() -> message(state, line, now));
      case Dialog.Inquired inquired -> InquiryUpdate.line(state, inquired, line);
      case Dialog.None n -> message(state, line, now);
      case Dialog.CallViewer o -> message(state, line, now);
      case Dialog.QueueEditor w -> message(state, line, now);
      case Dialog.Searching s -> message(state, line, now);
    };
  }

  /** None of the other dialogs can be opened without keys. */
  private static Step message(SessionState state, String line, long now) {
    Step sent = KeyUpdate.apply(typed(state.with(new Dialog.None()), line), ENTER, now);
    boolean waits =
        sent.state().composer().queue().size() > state.composer().queue().size()
            && sent.state().composer().editor().isEmpty();
    String until =
        state.activity() instanceof Activity.Starting
            ? "there is a model"
            : "what goes on has ended";
    return waits ? sent.note("this waits until " + until) : sent;
  }

  /** Behind what a line that ended in a backslash has left. Nothing is offered for completion. */
  private static SessionState typed(SessionState state, String line) {
    Composer composer = state.composer();
    return state.with(composer.with(composer.editor().insert(line)).with(Menu.NONE));
  }

  private static Step answer(SessionState state, Dialog.Asking asking, String line, long now) {
    if (!asking.isSeen(now)) {
      return early(state, "the question", line);
    }
    return switch (asking.stage()) {
      case CHOICE, REASON -> choice(state, asking, line, now);
      case COMMAND ->
          line.isEmpty()
              ? QuestionUpdate.stage(state, asking, Stage.CHOICE, "")
              : QuestionUpdate.typed(state, asking.with(Editor.of(line)), now);
      case RULE -> rule(state, asking, line, now);
    };
  }

  private static Step early(SessionState state, String what, String line) {
    return Step.of(state).warn("that came with " + what + " and does not answer it: " + line);
  }

  private static Step choice(SessionState state, Dialog.Asking asking, String line, long now) {
    if (!asking.reading().isWholeSeen() && isMore(line)) {
      return QuestionUpdate.more(state, asking);
    }
    Matcher no = NO.matcher(line);
    if (no.matches()) {
      String reason = no.group(1) == null ? "" : no.group(1).strip();
      return QuestionUpdate.no(state, reason);
    }
    return switch (line.toLowerCase(Locale.ROOT)) {
      case "" -> QuestionUpdate.no(state, "");
      case "y", "yes" -> agreed(state, asking, "y", now);
      case "s", "session" -> agreed(state, asking, "s", now);
      case "a", "always" -> agreed(state, asking, "a", now);
      case "e", "edit" -> chosen(state, asking, "e", now);
      case "v", "lines" -> chosen(state, asking, "v", now);
      default -> unclear(state);
    };
  }

  private static boolean isMore(String line) {
    return line.isEmpty() || line.equalsIgnoreCase("more");
  }

  /** What was not shown yet cannot be agreed to. */
  private static Step agreed(SessionState state, Dialog.Asking asking, String key, long now) {
    return asking.reading().isWholeSeen()
        ? chosen(state, asking, key, now)
        : Step.of(state).warn("not all of it was shown yet; nothing was done");
  }

  /** Not every question can be answered with each of them. */
  private static Step chosen(SessionState state, Dialog.Asking asking, String key, long now) {
    return QuestionUpdate.choice(state, asking, key, now).orElseGet(() -> unclear(state));
  }

  private static Step rule(SessionState state, Dialog.Asking asking, String line, long now) {
    return switch (line.toLowerCase(Locale.ROOT)) {
      case "y", "yes" -> QuestionUpdate.typed(state, asking, now);
      case "", "n", "no" -> QuestionUpdate.stage(state, asking, Stage.CHOICE, "");
      default -> QuestionUpdate.typed(state, asking.with(Editor.of(line)), now);
    };
  }

  private static Step unclear(SessionState state) {
    return Step.of(state).warn("that is no answer to what is asked; nothing was done");
  }
}
