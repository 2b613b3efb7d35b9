package dev.vibe.workspace;

import dev.vibe.workspace.FilePatch.Hunk;
import dev.vibe.workspace.TextEdit.Places;
import java.util.List;

/**
 * Puts the hunks of a patch into a text: where the patch says if the lines are there, else at the
 * nearest place with the very lines, else by the rules of {@link EditMatcher}. Pure.
 */
public final class PatchedText {

  private String text;

  /** How many lines the hunks so far have added. */
  private int shift;

  private PatchedText(String text) {
    this.text = text;
  }

  /** The text with all hunks in it, or why the first that does not fit does not. */
  public static MatchResult apply(String text, List<Hunk> hunks) {
    PatchedText patched = new PatchedText(text);
    MatchStep loosest = MatchStep.EXACT;
    for (int i = 0; i < hunks.size(); i++) {
      switch (patched.put(hunks.get(i))) {
        case MatchResult.Refused(String kind, String message) -> {
          return new MatchResult.Refused(
              kind, "hunk " + (i + 1) + " of " + hunks.size() + ": " + message);
        }
        case MatchResult.Replaced replaced -> {
          patched.text = replaced.text();
          loosest = replaced.step().compareTo(loosest) > 0 ? replaced.step() : loosest;
        }
      }
    }
    return new MatchResult.Replaced(patched.text, loosest, 1, hunks.size());
  }

  private MatchResult put(Hunk hunk) {
    int expected = Math.max(1, hunk.oldStart() + (hunk.old().isEmpty() ? 1 : 0) + shift);
    int offset = nearest(hunk, offsetOf(expected));
    if (offset < 0) {
      return EditMatcher.match(text, new TextEdit(hunk.old(), hunk.replacement(), Places.ONE));
    }
    shift += lines(hunk.replacement()) - lines(hunk.old());
    return new MatchResult.Replaced(
        text.substring(0, offset)
            + hunk.replacement()
            + text.substring(offset + hunk.old().length()),
        MatchStep.EXACT,
        expected,
        1);
  }

  /** The offset of the nearest place with the very lines; -1 when there is none. */
  private int nearest(Hunk hunk, int expected) {
    int best = -1;
    for (int i = text.indexOf(hunk.old()); i >= 0 && !hunk.old().isEmpty(); ) {
      boolean closer = best < 0 || Math.abs(i - expected) < Math.abs(best - expected);
      if (closer && isOnLines(hunk, i)) {
        best = i;
      }
      i = text.indexOf(hunk.old(), i + 1);
    }
    return hunk.old().isEmpty() ? expected : best;
  }

  private boolean isOnLines(Hunk hunk, int offset) {
    int end = offset + hunk.old().length();
    boolean starts = offset == 0 || text.charAt(offset - 1) == '\n';
    return starts && (hunk.old().endsWith("\n") || end == text.length());
  }

  private int offsetOf(int line) {
    int offset = 0;
    for (int i = 1; i < line; i++) {
      int next = text.indexOf('\n', offset);
      if (next < 0) {
        return text.length();
      }
      offset = next + 1;
    }
    return offset;
  }

  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }
}
