package dev.vibe.text;

import dev.vibe.text.FileDiff.Hunk;
import dev.vibe.text.FileDiff.Line;
import dev.vibe.text.FileDiff.Mark;
import java.util.ArrayList;
import java.util.List;

/** Finder of what changed inside of lines that were changed only a little. */
public final class WordDiff {

  /** Longer lines and longer runs of lines get no emphasis: nobody reads it there. */
  private static final int LONGEST_LINE = 1_000;

  private static final int LONGEST_RUN = 100;

  private WordDiff() {}

  /** Part of a line that deserves emphasis, in characters of its text; the end is exclusive. */
  public record Span(int start, int end) {}

  /** Emphasis on both sides; both empty when the lines have too little in common. */
  public record Emphasis(List<Span> removed, List<Span> added) {
    static final Emphasis NONE = new Emphasis(List.of(), List.of());

    public Emphasis {
      removed = List.copyOf(removed);
      added = List.copyOf(added);
    }
  }

  /**
   * The spans of each line of a hunk, in the order of its lines. Removed lines that as many added
   * lines follow are compared one by one; all others have none.
   */
  public static List<List<Span>> spans(Hunk hunk) {
    List<Line> lines = hunk.lines();
    List<List<Span>> spans = new ArrayList<>(lines.stream().map(l -> List.<Span>of()).toList());
    for (int start = 0; start < lines.size(); ) {
      int removed = run(lines, start, Mark.REMOVED);
      int added = run(lines, start + removed, Mark.ADDED);
      if (removed == added && removed <= LONGEST_RUN) {
        for (int i = start; i < start + removed; i++) {
          Emphasis emphasis = between(lines.get(i).text(), lines.get(i + removed).text());
          spans.set(i, emphasis.removed);
          spans.set(i + removed, emphasis.added);
        }
      }
      start += Math.max(1, removed + added);
    }
    return List.copyOf(spans);
  }

  /** Compares two versions of a line word by word. */
  static Emphasis between(String before, String after) {
    if (before.length() > LONGEST_LINE || after.length() > LONGEST_LINE) {
      return Emphasis.NONE;
    }
    List<String> old = words(before);
    List<String> now = words(after);
    List<LineDiff.Edit> edits = LineDiff.between(old, now);
    List<Span> removed = new ArrayList<>();
    List<Span> added = new ArrayList<>();
    for (LineDiff.Edit edit : edits) {
      add(removed, old, edit.oldStart(), edit.oldEnd());
      add(added, now, edit.newStart(), edit.newEnd());
    }
    return isLittle(before, removed) || isLittle(after, added)
        ? new Emphasis(joined(removed, before), joined(added, after))
        : Emphasis.NONE;
  }

  private static int run(List<Line> lines, int start, Mark mark) {
    int end = start;
    while (end < lines.size() && lines.get(end).mark() == mark) {
      end++;
    }
    return end - start;
  }

  /** Runs of letters, digits and underscores, runs of blanks, and every other character alone. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (int start = 0; start < line.length(); ) {
      int point = line.codePointAt(start);
      int kind = kind(point);
      int end = start + Character.charCount(point);
      while (kind != 0 && end < line.length() && kind(line.codePointAt(end)) == kind) {
        end += Character.charCount(line.codePointAt(end));
      }
      words.add(line.substring(start, end));
      start = end;
    }
    return words;
  }

  private static int kind(int point) {
    if (Character.isLetterOrDigit(point) || point == '_') {
      return 1;
    }
    return Character.isWhitespace(point) ? 2 : 0;
  }

  private static void add(List<Span> spans, List<String> words, int from, int to) {
    if (from < to) {
      int start = words.subList(0, from).stream().mapToInt(String::length).sum();
      int length = words.subList(from, to).stream().mapToInt(String::length).sum();
      spans.add(new Span(start, start + length));
    }
  }

  /** At least a third of the line, blanks aside, stays unmarked. */
  private static boolean isLittle(String line, List<Span> spans) {
    int all = visible(line);
    int marked = spans.stream().mapToInt(s -> visible(line.substring(s.start, s.end))).sum();
    return all > 0 && marked * 3 <= all * 2;
  }

  private static int visible(String text) {
    return (int) text.codePoints().filter(c -> !Character.isWhitespace(c)).count();
  }

  /** Spans with only blanks between them read as one. */
  private static List<Span> joined(List<Span> spans, String line) {
    List<Span> joined = new ArrayList<>();
    for (Span span : spans) {
      if (!joined.isEmpty() && line.substring(joined.getLast().end, span.start).isBlank()) {
        joined.set(joined.size() - 1, new Span(joined.getLast().start, span.end));
      } else {
        joined.add(span);
      }
    }
    return joined;
  }
}
