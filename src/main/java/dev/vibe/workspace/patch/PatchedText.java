package dev.vibe.workspace.patch;

import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.edit.EditMatcher;
import dev.vibe.workspace.edit.MatchResult;
import dev.vibe.workspace.edit.MatchStep;
import dev.vibe.workspace.edit.TextEdit;
import dev.vibe.workspace.edit.TextEdit.Places;
import dev.vibe.workspace.patch.FilePatch.Hunk;
import java.util.List;

/**
 * Applier of the hunks of a patch to a text, in order: where the patch says if the lines are there,
 * else at the nearest place with the very lines, else by the rules of {@link EditMatcher}. Pure.
 */
final class PatchedText {

  /** How alike lines have to be. */
  enum Likeness {
    THE_SAME,
    BY_RULES
  }

  private final Likeness likeness;
  private String text;

  /** By how many lines places are further down than the patch says. */
  private int shift;

  /** Where the lines that the hunk before has put end; what comes later is not before that. */
  private int from;

  private PatchedText(String text, Likeness likeness) {
    this.text = text;
    this.likeness = likeness;
  }

  /** The text with all hunks in it, or why the first that does not fit does not. */
  static MatchResult apply(String text, List<Hunk> hunks, Likeness likeness) {
    PatchedText patched = new PatchedText(text, likeness);
    MatchStep loosest = MatchStep.EXACT;
    for (int i = 0; i < hunks.size(); i++) {
      switch (patched.put(hunks.get(i))) {
        case MatchResult.Refused(RefusalCode kind, String message) -> {
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
    int line = Math.max(1, hunk.oldStart() + (hunk.old().isEmpty() ? 1 : 0) + shift);
    int offset = place(hunk, offsetOf(line));
    if (offset < 0) {
      return byRules(hunk);
    }
    int drift = lines(text.substring(0, offset)) + 1 - line;
    shift += drift + lines(hunk.replacement()) - lines(hunk.old());
    from = offset + hunk.replacement().length();
    return new MatchResult.Replaced(
        text.substring(0, offset)
            + hunk.replacement()
            + text.substring(offset + hunk.old().length()),
        MatchStep.EXACT,
        line,
        1);
  }

  /** Where the very lines are; -1 when it is nowhere, or not clear. */
  private int place(Hunk hunk, int expected) {
    int there = Math.max(expected, from);
    if (hunk.old().isEmpty() || (text.startsWith(hunk.old(), there) && isOnLines(hunk, there))) {
      return there;
    }
    int best = -1;
    int places = 0;
    for (int i = text.indexOf(hunk.old(), from); i >= 0; i = text.indexOf(hunk.old(), i + 1)) {
      if (isOnLines(hunk, i)) {
        places++;
        best = best < 0 || Math.abs(i - expected) < Math.abs(best - expected) ? i : best;
      }
    }
    return hunk.hasContext() || places == 1 ? best : -1;
  }

  private MatchResult byRules(Hunk hunk) {
    if (likeness == Likeness.THE_SAME) {
      return new MatchResult.Refused(RefusalCode.NOT_FOUND, "its lines are not there");
    }
    TextEdit edit = new TextEdit(hunk.old(), hunk.replacement(), Places.ONE);
    return switch (EditMatcher.match(text.substring(from), edit)) {
      case MatchResult.Replaced replaced ->
          new MatchResult.Replaced(
              text.substring(0, from) + replaced.text(),
              replaced.step(),
              replaced.line(),
              replaced.places());
      case MatchResult.Refused refused -> {
        String hint =
            !hunk.replacement().isEmpty() && text.contains(hunk.replacement())
                ? "its new lines are there already: the patch may have been applied before. "
                : "";
        yield new MatchResult.Refused(
            refused.kind(),
            hint
                + (EditMatcher.match(text, edit) instanceof MatchResult.Refused(var kind, var whole)
                    ? whole
                    : refused.message()));
      }
    };
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
