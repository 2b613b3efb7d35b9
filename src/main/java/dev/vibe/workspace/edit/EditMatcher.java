package dev.vibe.workspace.edit;

import dev.vibe.workspace.edit.TextEdit.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Matcher that finds the one place in a text that an edit means, and makes the edit. The steps of
 * {@link MatchStep} are tried from strict to loose; the first that finds anything decides, and it
 * has to find exactly one place. Pure; time grows with the length of the text, not with the
 * product.
 */
public final class EditMatcher {

  /** Places that are looked for when one is wanted; more are not counted. */
  private static final int MOST_PLACES = 100;

  /** A shorter part of a line, behind a number that is taken off, is too easily found elsewhere. */
  private static final int LEAST_PART = 4;

  /** Blocks that are compared to tell that one of them is clearly the best. */
  private static final int CANDIDATES = 4;

  private final Lines lines;
  private final TextEdit edit;
  private final Wording wording;

  /** First lines of the blocks most like the old text, once the last step has looked for them. */
  private List<Integer> nearest = List.of();

  private EditMatcher(Lines lines, TextEdit edit, Wording wording) {
    this.lines = lines;
    this.edit = edit;
    this.wording = wording;
  }

  /** What an edit makes of a text. Never throws. */
  public static MatchResult match(String text, TextEdit edit) {
    return match(text, edit, Wording.EDIT);
  }

  /** The same, told in other words where it does not fit. */
  public static MatchResult match(String text, TextEdit edit, Wording wording) {
    Optional<MatchResult.Refused> refused = EditRefusals.to(text, edit);
    if (refused.isPresent()) {
      return refused.get();
    }
    MatchResult result = new EditMatcher(Lines.of(text), edit, wording).match();
    boolean unchanged =
        result instanceof MatchResult.Replaced replaced && replaced.text().equals(text);
    return unchanged ? EditRefusals.alreadyDone() : result;
  }

  /**
   * What is wrong with text that shall replace a whole file.
   *
   * @param before what the file holds
   */
  public static Optional<MatchResult.Refused> objection(String before, String content) {
    return EditRefusals.toNew(before, "", content);
  }

  /** The edit at one place of the text. */
  private record Found(MatchStep step, int start, int end, int line, String replacement) {}

  private MatchResult match() {
    if (edit.places() == Places.ALL) {
      return replaceAll();
    }
    boolean halved = EditRefusals.hasHalfCharacter(edit.old());
    for (MatchStep step : halved ? List.of(MatchStep.EXACT) : List.of(MatchStep.values())) {
      List<Found> found = find(step);
      if (found.size() == 1) {
        return replaced(found.getFirst());
      }
      if (found.size() > 1) {
        return EditRefusals.ambiguous(
            step, found.stream().map(each -> each.line() + 1).toList(), wording);
      }
      if (step == MatchStep.OVER_ESCAPED) {
        Optional<MatchResult.Refused> leftOut =
            EditRefusals.placeholderInOld(lines.text(), edit, wording);
        if (leftOut.isPresent()) {
          return leftOut.get();
        }
      }
    }
    return MissReport.of(lines, edit, nearest, wording);
  }

  private List<Found> find(MatchStep step) {
    return switch (step) {
      case EXACT -> exact(edit);
      case LINE_ENDINGS, TRAILING_BLANKS -> folded(step, edit);
      case LOOK_ALIKES -> folded(step, withoutMark());
      case LINE_NUMBERS -> numbered(LineNumbers.strip(edit));
      case INDENTATION -> indented(step, edit);
      case OVER_ESCAPED -> reading(step, Escapes.strip(edit));
      case SIMILAR -> similar();
    };
  }

  private MatchResult replaced(Found found) {
    String text = lines.text();
    String changed =
        text.substring(0, found.start()) + found.replacement() + text.substring(found.end());
    return new MatchResult.Replaced(changed, found.step(), found.line() + 1, 1);
  }

  private List<Found> exact(TextEdit wanted) {
    List<Found> found = new ArrayList<>();
    for (int at : Occurrences.find(lines.text(), wanted.old(), MOST_PLACES)) {
      if (isWhole(at, at + wanted.old().length())) {
        found.add(exactAt(wanted, at));
      }
    }
    return found;
  }

  private Found exactAt(TextEdit wanted, int at) {
    int end = at + wanted.old().length();
    return new Found(MatchStep.EXACT, at, end, lines.lineAt(at), exactReplacement(wanted, at, end));
  }

  /** Half a line break or half a character is no match. */
  private boolean isWhole(int start, int end) {
    return !splits(start) && !splits(end);
  }

  private boolean splits(int offset) {
    String text = lines.text();
    if (offset == 0 || offset == text.length()) {
      return false;
    }
    char before = text.charAt(offset - 1);
    char after = text.charAt(offset);
    return (before == '\r' && after == '\n') || Character.isSurrogatePair(before, after);
  }

  private String exactReplacement(TextEdit wanted, int start, int end) {
    String replacement = wanted.replacement();
    if (replacement.indexOf('\n') < 0 || lines.breakNear(0).isEmpty()) {
      return replacement;
    }
    if (lines.text().indexOf('\r') < 0) {
      return replacement.replace("\r\n", "\n");
    }
    List<String> old = Region.segments(wanted.old(), lines.carriageReturns());
    List<String> changed = Region.segments(replacement, lines.carriageReturns());
    Region region = Region.of(lines, start, end, old.size());
    return NewText.of(region, old, changed, NewText.Writing.PLAIN);
  }

  private List<Found> folded(MatchStep step, TextEdit wanted) {
    if (wanted.old().isBlank() || !couldFold(step, wanted.old())) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    List<String> old = Region.segments(wanted.old(), lines.carriageReturns());
    List<String> changed = Region.segments(wanted.replacement(), lines.carriageReturns());
    NewText.Writing writing =
        step == MatchStep.LOOK_ALIKES ? NewText.Writing.LIKE_FILE : NewText.Writing.PLAIN;
    for (Region region : FoldedText.of(lines, step).find(wanted.old(), MOST_PLACES)) {
      String replacement = NewText.of(region, old, changed, writing);
      found.add(new Found(step, region.start(), region.end(), region.line(), replacement));
    }
    return found;
  }

  /** Folding a large text takes time; where it can change nothing it is left out. */
  private boolean couldFold(MatchStep step, String old) {
    return switch (step) {
      case LINE_ENDINGS ->
          lines.text().indexOf('\r') >= 0
              || old.indexOf('\r') >= 0
              || (lines.endsOpen() && old.endsWith("\n"));
      case LOOK_ALIKES -> LookAlikes.possibleIn(edit.old()) || LookAlikes.possibleIn(lines.text());
      case TRAILING_BLANKS, EXACT, LINE_NUMBERS, INDENTATION, OVER_ESCAPED, SIMILAR -> true;
    };
  }

  /** The edit without what is no part of a text: a byte-order mark, and blanks made visible. */
  private TextEdit withoutMark() {
    return new TextEdit(
        unmarked(EditRefusals.withoutMark(edit.old())),
        unmarked(EditRefusals.withoutMark(edit.replacement())),
        edit.places());
  }

  /** Reports on a miss show blanks as {@link MissReport#BLANK}, and models copy them. */
  private String unmarked(String text) {
    boolean isMarked =
        edit.old().indexOf(MissReport.BLANK) >= 0 && lines.text().indexOf(MissReport.BLANK) < 0;
    return isMarked ? text.replace(MissReport.BLANK, ' ').replace(MissReport.TAB, '\t') : text;
  }

  /** What another reading of the edit finds, at the strictest step that finds anything. */
  private List<Found> reading(MatchStep step, List<TextEdit> readings) {
    for (TextEdit reading : readings) {
      TextEdit wanted = step == MatchStep.LINE_NUMBERS ? closed(reading) : reading;
      for (MatchStep inner :
          List.of(MatchStep.EXACT, MatchStep.LINE_ENDINGS, MatchStep.TRAILING_BLANKS)) {
        List<Found> found = inner == MatchStep.EXACT ? exact(wanted) : folded(inner, wanted);
        if (step == MatchStep.LINE_NUMBERS) {
          found = found.stream().filter(this::coversWholeLines).toList();
        }
        if (!found.isEmpty()) {
          return found.stream()
              .map(f -> new Found(step, f.start(), f.end(), f.line(), f.replacement()))
              .toList();
        }
      }
    }
    return List.of();
  }

  /**
   * Without the numbers: whole lines, with the indentation of the file where that was lost, or part
   * of a line that has no number of its own in front of it.
   */
  private List<Found> numbered(List<TextEdit> readings) {
    List<Found> found = reading(MatchStep.LINE_NUMBERS, readings);
    boolean isPadded = edit.replacement().startsWith(" ");
    List<TextEdit> likely = isPadded ? readings : readings.reversed();
    for (TextEdit reading : likely) {
      found = found.isEmpty() ? indented(MatchStep.LINE_NUMBERS, reading) : found;
    }
    for (TextEdit reading : likely) {
      found = found.isEmpty() ? inUnnumberedLine(reading) : found;
    }
    return found;
  }

  private List<Found> inUnnumberedLine(TextEdit reading) {
    boolean isTelling = reading.old().strip().length() >= LEAST_PART;
    return isTelling && reading.old().indexOf('\n') < 0
        ? exact(reading).stream()
            .filter(place -> !LineNumbers.isNumbered(lines.content(place.line())))
            .map(
                f ->
                    new Found(
                        MatchStep.LINE_NUMBERS, f.start(), f.end(), f.line(), f.replacement()))
            .toList()
        : List.of();
  }

  private boolean coversWholeLines(Found found) {
    int last = lines.lineAt(Math.max(found.start(), found.end() - 1));
    return found.start() == lines.start(found.line())
        && (found.end() == lines.start(last + 1)
            || lines.text().substring(found.end(), lines.contentEnd(last)).isBlank());
  }

  /** Where whole lines are meant, a new text without a last line break means whole lines too. */
  private static TextEdit closed(TextEdit edit) {
    boolean lacks =
        edit.old().endsWith("\n")
            && !edit.replacement().isEmpty()
            && !edit.replacement().endsWith("\n");
    return lacks ? new TextEdit(edit.old(), edit.replacement() + "\n", edit.places()) : edit;
  }

  private List<Found> indented(MatchStep step, TextEdit meant) {
    TextEdit wanted = closed(step == MatchStep.INDENTATION ? withoutMark() : meant);
    List<String> old = Region.segments(wanted.old(), lines.carriageReturns());
    List<String> changed = Region.segments(wanted.replacement(), lines.carriageReturns());
    List<Found> found = new ArrayList<>();
    for (IndentedBlock.Place place : IndentedBlock.find(lines, wanted.old(), MOST_PLACES)) {
      Region region = place.region();
      NewText.Writing writing = (line, replaced, there) -> place.indentation().apply(line);
      String replacement = NewText.of(region, old, changed, writing);
      found.add(new Found(step, region.start(), region.end(), region.line(), replacement));
    }
    return found;
  }

  private List<Found> similar() {
    TextEdit wanted = closed(withoutMark());
    List<String> old = Region.segments(wanted.old(), lines.carriageReturns());
    boolean ends = old.size() > 1 && old.getLast().isEmpty();
    List<String> block = ends ? old.subList(0, old.size() - 1) : old;
    List<String> changed = Region.segments(wanted.replacement(), lines.carriageReturns());
    nearest = NearestBlock.find(lines, block, CANDIDATES);
    return SimilarBlock.find(lines, nearest, block, changed).stream()
        .map(
            first -> {
              int last = first + block.size();
              int end = ends ? lines.start(last) : lines.contentEnd(last - 1);
              Region region = Region.of(lines, lines.start(first), end, old.size());
              String replacement = NewText.of(region, old, changed, NewText.Writing.PLAIN);
              return new Found(MatchStep.SIMILAR, region.start(), region.end(), first, replacement);
            })
        .toList();
  }

  private MatchResult replaceAll() {
    String text = lines.text();
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    int places = 0;
    int line = 0;
    for (int at = text.indexOf(edit.old()); at >= 0; ) {
      int end = at + edit.old().length();
      boolean whole = isWhole(at, end);
      if (whole) {
        Found found = exactAt(edit, at);
        out.append(text, done, at).append(found.replacement());
        done = end;
        line = places == 0 ? found.line() + 1 : line;
        places++;
      }
      at = text.indexOf(edit.old(), whole ? end : at + 1);
    }
    out.append(text, done, text.length());
    return places == 0
        ? MissReport.of(
            lines, edit, NearestBlock.find(lines, edit.old().lines().toList(), 1), wording)
        : new MatchResult.Replaced(out.toString(), MatchStep.EXACT, line, places);
  }
}
