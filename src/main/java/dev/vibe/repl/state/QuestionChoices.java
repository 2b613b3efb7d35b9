package dev.vibe.repl.state;

import dev.vibe.approval.Question;
import dev.vibe.text.Width;

/** View of the answers that a question takes now, by how far it was read. */
public final class QuestionChoices {

  private QuestionChoices() {}

  /** The keys that answer, in words where there is room for them. */
  public static String choices(Question question, Reading reading, int room) {
    boolean session = reading.isWholeSeen() && isForSession(question);
    boolean always = reading.isWholeSeen() && isForGood(question);
    boolean edit = question.command().isPresent() || !question.proposed().isEmpty();
    String words =
        (reading.isWholeSeen() ? "[y]es / " : "space: more / ")
            + (session ? "yes, this [s]ession / " : "")
            + (always ? "[a]lways / " : "")
            + "[N]o"
            + (edit ? " / [e]dit" : "")
            + ": ";
    String letters =
        (reading.isWholeSeen() ? "y/" : "space/")
            + (session ? "s/" : "")
            + (always ? "a/" : "")
            + "N"
            + (edit ? "/e" : "");
    return Width.of(words) <= room ? words : "[" + letters + "]: ";
  }

  static boolean isForSession(Question question) {
    return question.lasting() != Question.Lasting.ONCE;
  }

  private static boolean isForGood(Question question) {
    return question.lasting() == Question.Lasting.ALWAYS;
  }

  /** What a whole line may say that answers, where there are no keys. */
  public static String words(Question question, Reading reading) {
    boolean edit = question.command().isPresent() || !question.proposed().isEmpty();
    if (!reading.isWholeSeen()) {
      return reading.position()
          + "; an empty line shows more ("
          + (edit ? "edit; " : "")
          + "no, or no and why): ";
    }
    return "answer with a line (yes; "
        + (isForSession(question) ? "session: yes, in this session; " : "")
        + (isForGood(question) ? "always; " : "")
        + (edit ? "edit; " : "")
        + "no, or no and why): ";
  }
}
