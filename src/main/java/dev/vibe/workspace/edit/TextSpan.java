package dev.vibe.workspace.edit;

import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.edit.TextEdit.Places;
import java.util.List;
import java.util.Optional;

/** Finder of a stretch of text by its two ends, so that nobody has to repeat all of it. Pure. */
public sealed interface TextSpan {

  /** Places that are counted. */
  int MOST_PLACES = 100;

  /**
   * The stretch.
   *
   * @param text all of it, as it stands there
   * @param step how closely its beginning fitted
   */
  record Found(String text, MatchStep step) implements TextSpan {}

  /** It is not there, or not clear. */
  record Missing(MatchResult.Refused why) implements TextSpan {}

  /** A part of the text. */
  record Range(int start, int end, MatchStep step) {}

  /**
   * The stretch from the only place of one text to the first of another behind it, both included.
   *
   * @param replacement where it is empty and whole lines go, their last line break goes with them
   */
  static TextSpan find(String text, String first, String last, String replacement) {
    if (first.isEmpty()) {
      return new Missing(EditRefusals.to(text, new TextEdit("", "x", Places.ONE)).orElseThrow());
    }
    List<Integer> places = Occurrences.find(text, asInText(first, text), MOST_PLACES);
    if (places.size() > 1) {
      Lines lines = Lines.of(text);
      return new Missing(
          EditRefusals.ambiguous(
              MatchStep.EXACT,
              places.stream().map(at -> lines.lineAt(at) + 1).toList(),
              Wording.EDIT));
    }
    Optional<Range> start = range(text, first, places);
    if (start.isEmpty()) {
      return EditMatcher.match(text, probe(first)) instanceof MatchResult.Refused refused
          ? new Missing(refused)
          : new Missing(missing("old fits only in part. Copy it from the file."));
    }
    int from = start.get().end();
    String rest = text.substring(from);
    int at = rest.indexOf(asInText(last, text));
    Optional<Range> end = range(rest, last, at < 0 ? List.of() : List.of(at));
    if (end.isEmpty()) {
      return text.substring(start.get().start(), from).endsWith(last)
          ? new Found(text.substring(start.get().start(), from), start.get().step())
          : new Missing(
              missing(
                  "old is at line "
                      + (Lines.of(text).lineAt(start.get().start()) + 1)
                      + ", but old_end is nowhere behind it. Copy the last lines to be replaced"
                      + " from the file."));
    }
    int to = from + end.get().end();
    boolean takesLines =
        replacement.isEmpty() && isLineStart(text, start.get().start()) && isLineEnd(text, to);
    int stop = takesLines ? behindBreak(text, to) : to;
    return new Found(text.substring(start.get().start(), stop), start.get().step());
  }

  private static MatchResult.Refused missing(String message) {
    return new MatchResult.Refused(RefusalCode.NOT_FOUND, message);
  }

  private static TextEdit probe(String part) {
    return new TextEdit(part, part + "x", Places.ONE);
  }

  /** With the line breaks that the text has. */
  private static String asInText(String part, String text) {
    return text.contains("\r\n") ? part.replace("\r\n", "\n").replace("\n", "\r\n") : part;
  }

  /** The exact place, or else the whole lines that fit loosely; both are more than a guess. */
  private static Optional<Range> range(String text, String part, List<Integer> exact) {
    if (!exact.isEmpty()) {
      int at = exact.getFirst();
      return Optional.of(new Range(at, at + asInText(part, text).length(), MatchStep.EXACT));
    }
    if (!(EditMatcher.match(text, probe(part)) instanceof MatchResult.Replaced replaced)
        || replaced.step() == MatchStep.SIMILAR) {
      return Optional.empty();
    }
    Lines lines = Lines.of(text);
    int line = replaced.line() - 1;
    int last = Math.min(lines.count(), line + (int) part.lines().count()) - 1;
    boolean endsLine = part.endsWith("\n") || part.endsWith("\r");
    int end = endsLine ? lines.start(last + 1) : lines.contentEnd(last);
    return Optional.of(new Range(lines.start(line), end, replaced.step()));
  }

  private static boolean isLineStart(String text, int at) {
    return at == 0 || text.charAt(at - 1) == '\n';
  }

  private static boolean isLineEnd(String text, int at) {
    return at < text.length() && (text.charAt(at) == '\n' || text.startsWith("\r\n", at));
  }

  private static int behindBreak(String text, int at) {
    return text.indexOf('\n', at) + 1;
  }
}
