package dev.vibe.exec;

import dev.vibe.conversation.ToolNames;
import dev.vibe.exec.ProcessResult.Output;
import java.util.Locale;

/** Rendering of a command's output as the model reads it. */
public final class OutputText {

  /** To leave out less would not be worth the words that say so. */
  private static final int SPARE = 500;

  private OutputText() {}

  /**
   * Head, what is left out and where the whole is, tail. No line end at the end; empty when there
   * was nothing.
   *
   * @param most characters; a quarter of them is for the head
   */
  public static String of(Output output, int most) {
    String head = output.head().stripTrailing();
    String tail = output.tail().stripTrailing();
    boolean isWhole = output.omittedBytes() == 0;
    if (head.length() + tail.length() <= most + SPARE) {
      return isWhole ? head : joined(output, new Cut(head, "", tail));
    }
    String first = head.substring(0, lineEnd(head, Math.min(head.length(), most / 4)));
    String rest = head.substring(first.length());
    String end = isWhole ? rest : tail;
    String last = end.substring(lineStart(end, Math.max(0, end.length() - most * 3 / 4)));
    String dropped = (isWhole ? "" : rest) + end.substring(0, end.length() - last.length());
    return joined(output, new Cut(first.stripTrailing(), dropped, last));
  }

  private record Cut(String head, String dropped, String tail) {}

  private static String joined(Output output, Cut cut) {
    long lines = output.omittedLines() + cut.dropped.chars().filter(c -> c == '\n').count();
    String left =
        lines > 0
            ? count(lines, "line")
            : count(output.omittedBytes() + cut.dropped.length(), "byte");
    return cut.head + "\n… " + left + " left out" + whole(output) + " …\n" + cut.tail;
  }

  /** Behind the last line end before a place; the place itself in a very long line. */
  private static int lineEnd(String text, int place) {
    int end = text.lastIndexOf('\n', place - 1) + 1;
    return end > 0 ? end : whole(text, place);
  }

  private static int lineStart(String text, int place) {
    int start = place == 0 ? 0 : text.indexOf('\n', place - 1) + 1;
    return start > 0 ? start : whole(text, place);
  }

  /** Not inside of a character. */
  private static int whole(String text, int place) {
    boolean splits =
        place > 0 && place < text.length() && Character.isLowSurrogate(text.charAt(place));
    return splits ? place - 1 : place;
  }

  private static String whole(Output output) {
    if (output.spilledTo().isEmpty()) {
      return "";
    }
    boolean all = output.spilledBytes() >= output.totalBytes();
    return (all
            ? "; the whole is in "
            : "; the first " + count(output.spilledBytes(), "byte") + " are in ")
        + output.spilledTo()
        + ", for "
        + ToolNames.READ_FILE
        + " or "
        + ToolNames.GREP;
  }

  private static String count(long number, String unit) {
    return String.format(Locale.ROOT, "%,d %s%s", number, unit, number == 1 ? "" : "s");
  }
}
