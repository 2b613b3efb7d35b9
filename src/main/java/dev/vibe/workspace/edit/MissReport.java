package dev.vibe.workspace.edit;

import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.Figures;
import dev.vibe.workspace.edit.MatchResult.Refused;
import dev.vibe.workspace.edit.TextEdit.Places;
import java.util.ArrayList;
import java.util.List;

/**
 * Report to a model whose old text is nowhere: the nearest lines as they are, what it has in their
 * place, why, and what to do; each line once.
 */
final class MissReport {

  /** A blank, made visible. */
  static final char BLANK = '·';

  /** A tab, made visible. */
  static final char TAB = '→';

  private static final int SHOWN_LINES = 8;
  private static final int SHOWN_DIFFERENCES = 3;
  private static final int SHOWN_WIDTH = 90;

  private final Lines lines;
  private final List<String> old;
  private final int first;
  private final Wording wording;
  private final StringBuilder out = new StringBuilder();

  private MissReport(Lines lines, List<String> old, int first, Wording wording) {
    this.lines = lines;
    this.wording = wording;
    this.old = old;
    this.first = first;
  }

  /**
   * Writes it.
   *
   * @param nearest first lines of the blocks most like the old text, best first
   */
  static MatchResult of(Lines lines, TextEdit edit, List<Integer> nearest, Wording wording) {
    List<String> segments = Region.segments(edit.old(), lines.carriageReturns());
    boolean closed = segments.size() > 1 && segments.getLast().isEmpty();
    List<String> old = closed ? segments.subList(0, segments.size() - 1) : segments;
    int done = AlreadyThere.line(lines, edit, old, nearest);
    if (done > 0) {
      return new Refused(
          RefusalCode.ALREADY_DONE,
          "Already done: the new text is there at line " + done + ". Go on.");
    }
    String message =
        EmptyLines.between(lines, old)
            .map(differing -> emptyLines(lines, differing, wording))
            .orElseGet(
                () ->
                    nearest.isEmpty()
                        ? nothingNear(lines, wording)
                        : new MissReport(lines, old, nearest.getFirst(), wording).write());
    if (edit.places() == Places.ALL) {
      message = "replace_all needs text that is in the file letter for letter. " + message;
    }
    return new Refused(RefusalCode.NOT_FOUND, bounded(message));
  }

  private static String emptyLines(Lines lines, EmptyLines differing, Wording wording) {
    StringBuilder out =
        new StringBuilder(
            "%1$s is not in the file: after line %2$d the file has %3$s where %1$s has %4$s. It is:\n"
                .formatted(
                    wording.subject(),
                    differing.after() + 1,
                    empty(differing.inFile()),
                    empty(differing.inOld())));
    int to = Math.min(differing.last(), differing.after() + differing.inFile() + 1);
    for (int i = Math.max(differing.first(), to - SHOWN_LINES + 1); i <= to; i++) {
      out.append("%6d\t".formatted(i + 1)).append(cut(lines.content(i), 0)).append('\n');
    }
    return out.append(wording.asMany()).toString();
  }

  private static String empty(int count) {
    return count == 0 ? "no empty line" : count == 1 ? "1 empty line" : count + " empty lines";
  }

  private static String nothingNear(Lines lines, Wording wording) {
    String subject = wording.subject();
    if (lines.text().length() > NearestBlock.LONGEST_TEXT) {
      return subject
          + " is not in the file, and none of its whole lines is. Find the place with a"
          + " command and read it first.";
    }
    return lines.count() == 0
        ? subject
            + " is not in the file: the file is empty. Use "
            + ToolNames.WRITE_FILE
            + " to fill it."
        : "%s is not in the file, and nothing in its %s is like it. Check the file name and"
                .formatted(subject, Figures.count(lines.count(), "line"))
            + " read the file first.";
  }

  private static String bounded(String message) {
    return message.length() <= MatchResult.MAX_MESSAGE
        ? message
        : message.substring(0, MatchResult.MAX_MESSAGE - 1) + "…";
  }

  private String write() {
    List<Integer> differences = differences();
    int last = Math.min(first + old.size(), lines.count());
    boolean isOne = last == first + 1;
    out.append(wording.subject()).append(" is not in the file. Nearest ");
    out.append(isOne ? "is line " + last : "are lines %d-%d".formatted(first + 1, last));
    out.append(
        differences.isEmpty()
            ? ":\n"
            : ", below "
                + (isOne ? "it" : "them")
                + " with - what "
                + wording.subject()
                + " has instead:\n");
    int focus = differences.isEmpty() ? 0 : differences.getFirst();
    int from = Math.max(first, Math.min(first + focus - 2, last - SHOWN_LINES));
    int to = Math.min(last, from + SHOWN_LINES);
    int shown = 0;
    for (int i = from; i < to; i++) {
      boolean differs = differences.contains(i - first);
      int place = differs ? place(i - first) : 0;
      out.append("%6d\t".formatted(i + 1)).append(cut(lines.content(i), place)).append('\n');
      if (differs && shown++ < SHOWN_DIFFERENCES) {
        difference(i - first, place);
      }
    }
    if (first + old.size() > lines.count()) {
      out.append("(the file ends here; ").append(wording.subject()).append(" goes on)\n");
    }
    if (differences.size() > shown) {
      int more = differences.size() - shown;
      out.append("and ").append(Figures.count(more, "more line"));
      out.append(more == 1 ? " differs\n" : " differ\n");
    }
    if (!differences.isEmpty()) {
      out.append(why(differences.getFirst())).append(' ');
    }
    out.append(wording.again());
    return out.toString();
  }

  private List<Integer> differences() {
    List<Integer> differences = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(found(i)) && !partOf(i)) {
        differences.add(i);
      }
    }
    return differences;
  }

  /** The first and last line of old may be parts of lines. */
  private boolean partOf(int i) {
    String line = old.get(i);
    if (line.isBlank() || old.size() == 1) {
      return false;
    }
    return (i == 0 && found(i).endsWith(line))
        || (i == old.size() - 1 && found(i).startsWith(line));
  }

  private String found(int i) {
    return first + i < lines.count() ? lines.content(first + i) : "";
  }

  /** Where to begin to show a line so that its first difference is seen. */
  private int place(int i) {
    String wanted = old.get(i);
    String found = found(i);
    int same = 0;
    while (same < Math.min(wanted.length(), found.length())
        && wanted.charAt(same) == found.charAt(same)) {
      same++;
    }
    int longest = Math.max(wanted.length(), found.length());
    return longest <= SHOWN_WIDTH ? 0 : Math.max(0, same - SHOWN_WIDTH / 2);
  }

  /** Where only blanks differ they are made visible, of both. */
  private void difference(int i, int place) {
    String wanted = cut(old.get(i), Math.min(place, old.get(i).length()));
    if (onlyBlanksDiffer(i)) {
      out.append("     -\t").append(visible(wanted)).append('\n');
      out.append("     +\t").append(visible(cut(found(i), place)));
      out.append("  (· is a blank, → a tab)\n");
    } else {
      out.append("     -\t").append(wanted).append('\n');
    }
  }

  private boolean onlyBlanksDiffer(int i) {
    return old.get(i).replaceAll("\\s+", "").equals(found(i).replaceAll("\\s+", ""));
  }

  private static String cut(String line, int from) {
    int start =
        from > 0 && from < line.length() && Character.isLowSurrogate(line.charAt(from))
            ? from + 1
            : from;
    int end = Math.min(line.length(), start + SHOWN_WIDTH);
    if (end < line.length() && end > start && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return (from > 0 ? "…" : "") + line.substring(start, end) + (end < line.length() ? "…" : "");
  }

  private static String visible(String line) {
    return line.replace(' ', BLANK).replace('\t', TAB).replace("\r", "␍");
  }

  private String why(int i) {
    String wanted = old.get(i);
    String found = found(i);
    String at = " at line " + (first + i + 1) + ".";
    if (onlyBlanksDiffer(i)) {
      return "Only blanks differ" + at;
    }
    if (wanted.equalsIgnoreCase(found)) {
      return "Only letter case differs" + at;
    }
    if (wanted.replaceAll("\\d+", "0").equals(found.replaceAll("\\d+", "0"))) {
      return "Only a number differs" + at;
    }
    return "The text differs first" + at;
  }
}
