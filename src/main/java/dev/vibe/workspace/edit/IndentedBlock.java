package dev.vibe.workspace.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finder of whole lines that equal the old text of an edit but for a uniform shift of their
 * indentation.
 */
final class IndentedBlock {

  private static final int UNKNOWN = -1;

  private IndentedBlock() {}

  /**
   * A place.
   *
   * @param region the lines, as far as the old text covers them
   * @param indentation how to indent the new text there
   */
  record Place(Region region, Reindentation indentation) {}

  /** All places, at most {@code limit}. */
  static List<Place> find(Lines lines, String old, int limit) {
    List<String> segments = Region.segments(old, lines.carriageReturns());
    boolean closed = segments.size() > 1 && segments.getLast().isEmpty();
    List<String> wanted = closed ? segments.subList(0, segments.size() - 1) : segments;
    if (old.isBlank() || wanted.size() > lines.count()) {
      return List.of();
    }
    Map<String, Integer> ids = new HashMap<>();
    int[] pattern = new int[wanted.size()];
    boolean[] lengths = new boolean[longest(wanted) + 1];
    for (int i = 0; i < pattern.length; i++) {
      String body = body(wanted.get(i));
      lengths[body.length()] = true;
      pattern[i] = ids.computeIfAbsent(body, unseen -> ids.size());
    }
    int[] file = new int[lines.count()];
    for (int i = 0; i < file.length; i++) {
      file[i] = id(lines, i, ids, lengths);
    }
    IndentStyle style = IndentStyle.of(lines);
    List<Place> places = new ArrayList<>();
    for (int first : Occurrences.find(file, pattern, Integer.MAX_VALUE)) {
      place(lines, wanted, first, closed, style).ifPresent(places::add);
      if (places.size() >= limit) {
        break;
      }
    }
    return places;
  }

  private static int longest(List<String> lines) {
    return lines.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String body(String line) {
    return FoldedText.withoutTrailingBlanks(line).substring(indentLength(line));
  }

  private static int indentLength(String line) {
    return line.isBlank()
        ? FoldedText.withoutTrailingBlanks(line).length()
        : IndentStyle.indent(line).length();
  }

  private static int id(Lines lines, int line, Map<String, Integer> ids, boolean[] lengths) {
    int length = lines.contentEnd(line) - lines.start(line);
    String text = lines.text();
    int from = lines.start(line);
    int to = from + length;
    while (from < to && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
      from++;
    }
    while (to > from
        && text.charAt(to - 1) <= ' '
        && "\t\f\u000B ".indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return to - from < lengths.length && lengths[to - from]
        ? ids.getOrDefault(text.substring(from, to), UNKNOWN)
        : UNKNOWN;
  }

  private static Optional<Place> place(
      Lines lines, List<String> wanted, int first, boolean closed, IndentStyle style) {
    List<String> found = new ArrayList<>(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      found.add(lines.content(first + i));
    }
    int last = first + wanted.size() - 1;
    int end = closed ? lines.start(last + 1) : lines.contentEnd(last);
    return Reindentation.between(wanted, found, style)
        .map(
            indentation ->
                new Place(
                    Region.of(lines, lines.start(first), end, wanted.size() + (closed ? 1 : 0)),
                    indentation));
  }
}
