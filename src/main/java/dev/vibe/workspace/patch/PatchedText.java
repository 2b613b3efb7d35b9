package dev.vibe.workspace.patch;

import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.edit.EditMatcher;
import dev.vibe.workspace.edit.MatchResult;
import dev.vibe.workspace.edit.MatchStep;
import dev.vibe.workspace.edit.TextEdit;
import dev.vibe.workspace.edit.TextEdit.Places;
import dev.vibe.workspace.edit.Wording;
import dev.vibe.workspace.patch.FilePatch.Hunk;
import java.util.ArrayList;
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
  private final String original;
  private String text;

  /** By how many lines places are further down than the patch says. */
  private int shift;

  /** Where the lines that the hunk before has put end; what comes later is not before that. */
  private int from;

  private PatchedText(String text, Likeness likeness) {
    this.original = text;
    this.text = text;
    this.likeness = likeness;
  }

  /**
   * The text with all hunks in it, or why the first that does not fit does not. Hunks that are in
   * it already are told, and are the reason only where nothing else is.
   */
  static MatchResult apply(String text, List<Hunk> hunks, Likeness likeness) {
    PatchedText patched = new PatchedText(text, likeness);
    MatchStep loosest = MatchStep.EXACT;
    List<MatchResult.Refused> done = new ArrayList<>();
    for (int i = 0; i < hunks.size(); i++) {
      switch (patched.put(hunks.get(i))) {
        case MatchResult.Refused refused when refused.kind() == RefusalCode.ALREADY_DONE ->
            done.add(numbered(refused, i, hunks));
        case MatchResult.Refused refused -> {
          return numbered(refused, i, hunks);
        }
        case MatchResult.Replaced replaced -> {
          patched.text = replaced.text();
          loosest = replaced.step().compareTo(loosest) > 0 ? replaced.step() : loosest;
        }
      }
    }
    if (done.isEmpty()) {
      return new MatchResult.Replaced(patched.text, loosest, 1, hunks.size());
    }
    MatchResult.Refused first = done.getFirst();
    return done.size() == hunks.size()
        ? first
        : new MatchResult.Refused(
            RefusalCode.NO_CHANGE,
            first.message() + " The other hunks fit: make the patch again without this one.");
  }

  private static MatchResult.Refused numbered(
      MatchResult.Refused refused, int index, List<Hunk> hunks) {
    return new MatchResult.Refused(
        refused.kind(), "hunk " + (index + 1) + " of " + hunks.size() + ": " + refused.message());
  }

  private MatchResult put(Hunk hunk) {
    return hunk.isPlaced() ? putNear(hunk) : putAnywhere(hunk);
  }

  /** Behind the hunk before and its headings; the lines have to be there once. */
  private MatchResult putAnywhere(Hunk hunk) {
    int before = from;
    for (String heading : hunk.headings()) {
      int found = behind(heading);
      if (found >= 0) {
        from = found;
        continue;
      }
      switch (EditMatcher.match(
          text.substring(from),
          new TextEdit(heading, heading + "\n", Places.ONE),
          Wording.HEADING)) {
        case MatchResult.Replaced part -> from = behindLine(part.line());
        case MatchResult.Refused refused -> {
          from = before;
          return refused;
        }
      }
    }
    List<Integer> places = places(hunk);
    boolean isClear = places.size() == 1 || (!places.isEmpty() && !hunk.headings().isEmpty());
    if (places.isEmpty() && beginsWithItsHeading(hunk)) {
      from = before;
      places = places(hunk);
      isClear = places.size() == 1;
    }
    if (!isClear) {
      return byRules(hunk);
    }
    int offset = places.getFirst();
    from = offset + hunk.replacement().length();
    text =
        text.substring(0, offset)
            + hunk.replacement()
            + text.substring(offset + hunk.old().length());
    return new MatchResult.Replaced(text, MatchStep.EXACT, 1, 1);
  }

  /** The line behind a heading, from where the hunk before ended; -1 when it is not there. */
  private int behind(String heading) {
    for (int at = from; at < text.length(); ) {
      int end = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at) + 1;
      if (text.substring(at, end).strip().equals(heading)) {
        return end;
      }
      at = end;
    }
    return -1;
  }

  /** Whether the last heading is the first of the lines themselves. */
  private static boolean beginsWithItsHeading(Hunk hunk) {
    return !hunk.headings().isEmpty()
        && hunk.old().lines().findFirst().orElse("").strip().equals(hunk.headings().getLast());
  }

  /** Where a line ends, counted from 1 from where the hunk before ended. */
  private int behindLine(int line) {
    int at = from;
    for (int i = 0; i < line; i++) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }
    return at;
  }

  private List<Integer> places(Hunk hunk) {
    List<Integer> places = new ArrayList<>();
    for (int i = text.indexOf(hunk.old(), from); i >= 0; i = text.indexOf(hunk.old(), i + 1)) {
      if (isOnLines(hunk, i)) {
        places.add(i);
      }
    }
    return places;
  }

  private MatchResult putNear(Hunk hunk) {
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
    List<Integer> places = places(hunk);
    int best = -1;
    for (int place : places) {
      best = best < 0 || Math.abs(place - expected) < Math.abs(best - expected) ? place : best;
    }
    return hunk.hasContext() || places.size() == 1 ? best : -1;
  }

  private MatchResult byRules(Hunk hunk) {
    if (likeness == Likeness.THE_SAME) {
      return new MatchResult.Refused(RefusalCode.NOT_FOUND, "its lines are not there");
    }
    TextEdit edit = new TextEdit(hunk.old(), hunk.replacement(), Places.ONE);
    return switch (EditMatcher.match(text.substring(from), edit, Wording.HUNK)) {
      case MatchResult.Replaced replaced ->
          new MatchResult.Replaced(
              text.substring(0, from) + replaced.text(),
              replaced.step(),
              replaced.line(),
              replaced.places());
      case MatchResult.Refused refused -> told(hunk, edit, refused);
    };
  }

  /**
   * Why, by the numbers of the lines in the file: below the headings, or else by the file as it is,
   * without the hunks before.
   */
  private MatchResult told(Hunk hunk, TextEdit edit, MatchResult.Refused refused) {
    String looked =
        hunk.headings().isEmpty()
            ? original
            : "\n".repeat(lines(text.substring(0, from))) + text.substring(from);
    return EditMatcher.match(looked, edit, Wording.HUNK) instanceof MatchResult.Refused whole
        ? whole
        : refused;
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
