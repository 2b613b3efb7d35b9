package dev.vibe.repl.state;

import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Filter that counts blanks in place of showing them, so that no amount of them can push other text
 * out of sight. Blanks at the end of a line are counted, too, because they show in no other way and
 * matter to a shell.
 */
final class BlankRuns {

  /** Indentation as people write it. Columns. */
  private static final int WIDEST_INDENT = 64;

  /** Columns of a table, the space before a remark. Columns. */
  private static final int WIDEST_GAP = 32;

  private static final int MOST_LINES = 3;

  private BlankRuns() {}

  /** A line in which long runs of blanks, and those at its end, are told by their number. */
  static String counted(String line) {
    StringBuilder out = new StringBuilder(line.length());
    int i = 0;
    while (i < line.length()) {
      int end = i;
      while (end < line.length() && isBlank(line.charAt(end))) {
        end++;
      }
      if (end == i) {
        out.append(line.charAt(i));
        i++;
        continue;
      }
      String run = line.substring(i, end);
      boolean isLast = end == line.length();
      if (isLast || width(run) > (i == 0 ? WIDEST_INDENT : WIDEST_GAP)) {
        out.append(i == 0 ? "" : " ").append(told(run)).append(isLast ? "" : " ");
      } else {
        out.append(run);
      }
      i = end;
    }
    return out.toString();
  }

  /**
   * Lines in which many blank ones in a row are told by their number.
   *
   * @param blank whether a line is blank, and then what its row shows before the number, such as
   *     the sign of a diff
   */
  static <T> List<T> counted(List<T> lines, Function<T, Blank> blank, Note<T> note) {
    List<T> out = new ArrayList<>(lines.size());
    int i = 0;
    while (i < lines.size()) {
      Blank first = blank.apply(lines.get(i));
      int end = i + 1;
      while (first.isBlank() && end < lines.size() && blank.apply(lines.get(end)).equals(first)) {
        end++;
      }
      if (first.isBlank() && end - i > MOST_LINES) {
        out.add(note.of(lines.get(i), "· " + number(end - i) + " blank lines ·"));
      } else {
        out.addAll(lines.subList(i, end));
      }
      i = end;
    }
    return out;
  }

  /**
   * Whether a line is blank.
   *
   * @param sign of a diff; only lines with the same one are counted together
   */
  record Blank(boolean isBlank, String sign) {
    static Blank of(String sign, String text) {
      return new Blank(text.isBlank(), sign);
    }
  }

  /** Maker of the line that stands for many. */
  @FunctionalInterface
  interface Note<T> {
    T of(T first, String text);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static int width(String run) {
    return run.chars().map(c -> c == '\t' ? Line.TAB : 1).sum();
  }

  private static String told(String run) {
    boolean isTabs = run.chars().allMatch(c -> c == '\t');
    String noun = (isTabs ? "tab" : "blank") + (run.length() == 1 ? "" : "s");
    return "· " + number(run.length()) + " " + noun + " ·";
  }

  static String number(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
