package dev.vibe.tool.builtin;

import dev.vibe.text.FileDiff;
import dev.vibe.text.FileDiff.Hunk;
import dev.vibe.text.FileDiff.Mark;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.workspace.edit.EditMatcher;
import dev.vibe.workspace.edit.MatchResult;
import dev.vibe.workspace.edit.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Report on a place that was there when the model read the file and that somebody has changed
 * since: which lines, and what they are now. Pure.
 */
final class ChangedPlace {

  private static final int SHOWN_LINES = 8;
  private static final int SHOWN_WIDTH = 200;

  /** Lines of a file by their indices; the end is exclusive. */
  private record Stretch(int start, int end) {

    boolean isEmpty() {
      return start >= end;
    }
  }

  /** A stretch of lines that the model saw, and what is there in its place. */
  private record Edit(Stretch seen, Stretch now) {

    /** Whether it changed a line of a stretch, or put one between two of its lines. */
    boolean meets(Stretch place) {
      return seen.isEmpty()
          ? seen.start() > place.start() && seen.start() < place.end()
          : seen.start() < place.end() && seen.end() > place.start();
    }
  }

  private ChangedPlace() {}

  /**
   * What became of the place that an edit names.
   *
   * @param seen the file as the model saw it
   * @param now the file as it is
   * @return empty when the model cannot have meant a single place that was changed
   */
  static Optional<String> told(String seen, String now, TextEdit edit) {
    if (!(EditMatcher.match(seen, edit) instanceof MatchResult.Replaced replaced)
        || replaced.places() > 1) {
      return Optional.empty();
    }
    int first = replaced.line() - 1;
    Stretch place = new Stretch(first, first + Math.max(1, (int) edit.old().lines().count()));
    List<Edit> edits = edits(UnifiedDiff.between("", seen, now));
    List<Edit> met = edits.stream().filter(each -> each.meets(place)).toList();
    return met.isEmpty()
        ? Optional.empty()
        : Optional.of(report(now.lines().toList(), place, met, shift(edits, place)));
  }

  private static List<Edit> edits(FileDiff diff) {
    List<Edit> edits = new ArrayList<>();
    for (Hunk hunk : diff.hunks()) {
      int seen = Math.max(0, hunk.oldStart() - (hunk.oldLines() == 0 ? 0 : 1));
      int now = Math.max(0, hunk.newStart() - (hunk.newLines() == 0 ? 0 : 1));
      int oldStart = seen;
      int newStart = now;
      for (FileDiff.Line line : hunk.lines()) {
        if (line.mark() == Mark.CONTEXT) {
          add(edits, new Edit(new Stretch(oldStart, seen), new Stretch(newStart, now)));
          oldStart = ++seen;
          newStart = ++now;
        } else if (line.mark() == Mark.REMOVED) {
          seen++;
        } else {
          now++;
        }
      }
      add(edits, new Edit(new Stretch(oldStart, seen), new Stretch(newStart, now)));
    }
    return edits;
  }

  private static void add(List<Edit> edits, Edit edit) {
    if (!edit.seen().isEmpty() || !edit.now().isEmpty()) {
      edits.add(edit);
    }
  }

  /** By how many lines a place has moved. */
  private static int shift(List<Edit> edits, Stretch place) {
    return edits.stream()
        .filter(each -> each.seen().end() <= place.start())
        .mapToInt(each -> each.now().end() - each.seen().end())
        .reduce(0, (before, last) -> last);
  }

  private static String report(List<String> lines, Stretch place, List<Edit> met, int shift) {
    int first = met.getFirst().now().start();
    int last = met.getLast().now().end();
    if (first == last) {
      return "deleted is what was "
          + lines(met.getFirst().seen().start(), met.getLast().seen().end())
          + ". Read the file again before you change that place.";
    }
    int behind = place.end() - met.getLast().seen().end();
    int from = Math.max(Math.min(first, place.start() + shift), first - 2);
    int to = Math.min(lines.size(), Math.max(last, Math.min(last + behind, last + 2)));
    StringBuilder out =
        new StringBuilder(lines(first, last))
            .append(last - first == 1 ? " reads" : " read")
            .append(to - from == last - first ? " now:\n" : " now, with what is beside:\n");
    for (int i = from; i < Math.min(to, from + SHOWN_LINES); i++) {
      out.append("%6d\t".formatted(i + 1)).append(cut(lines.get(i))).append('\n');
    }
    if (to > from + SHOWN_LINES) {
      out.append("and %d lines more\n".formatted(to - from - SHOWN_LINES));
    }
    return out
        + "Keep what was changed, unless you were asked to replace it: send the edit again with"
        + " old as it is now.";
  }

  private static String lines(int first, int end) {
    return end - first == 1 ? "line " + (first + 1) : "lines " + (first + 1) + "-" + end;
  }

  private static String cut(String line) {
    return line.length() <= SHOWN_WIDTH
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHOWN_WIDTH / 2)) + "…";
  }
}
