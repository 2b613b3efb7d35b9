package dev.vibe.forge;

import dev.vibe.text.QuotedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places in a diff at which a forge takes comments: the lines of its hunks, counted as the file has
 * them after the change. Pure.
 */
final class DiffPlaces {

  private static final Pattern HUNK =
      Pattern.compile("@@ -(\\d{1,9})(?:,\\d+)? \\+(\\d{1,9})(?:,\\d+)? @@.*");

  private final Map<String, NavigableMap<Integer, Place>> files = new HashMap<>();

  /**
   * Diff of one file.
   *
   * @param before its path before the change
   * @param after its path after it
   * @param hunks each with its head line; other lines before the first are skipped
   */
  record FilePatch(String before, String after, String hunks) {}

  /**
   * Line of a hunk.
   *
   * @param before the path of the file before the change
   * @param line after the change
   * @param old before the change; 0 for a line that is new
   * @param nth of the lines with this text in the diff of the file, from 1
   * @param isTouched whether it is new, or stands where lines are gone
   */
  record Place(
      String file, String before, int line, int old, String text, int nth, boolean isTouched) {}

  DiffPlaces(List<FilePatch> patches) {
    patches.forEach(this::add);
  }

  private void add(FilePatch patch) {
    NavigableMap<Integer, Place> places =
        files.computeIfAbsent(patch.after(), name -> new TreeMap<>());
    Map<String, Integer> counts = new HashMap<>();
    int line = 0;
    int old = 0;
    boolean isInHunk = false;
    boolean isBehindGone = false;
    for (String text : patch.hunks().split("\r?\n", -1)) {
      Matcher hunk = HUNK.matcher(text);
      if (hunk.matches()) {
        touchAbove(places, line, isBehindGone);
        old = Integer.parseInt(hunk.group(1));
        line = Integer.parseInt(hunk.group(2));
        isInHunk = true;
        isBehindGone = false;
      } else if (isInHunk && text.startsWith("-")) {
        old++;
        isBehindGone = true;
      } else if (isInHunk && (text.startsWith("+") || text.startsWith(" "))) {
        boolean isNew = text.startsWith("+");
        touchAbove(places, line, isBehindGone && !isNew);
        String bare = text.substring(1);
        int nth = counts.merge(bare.strip(), 1, Integer::sum);
        places.put(
            line,
            new Place(
                patch.after(),
                patch.before(),
                line,
                isNew ? 0 : old,
                bare,
                nth,
                isNew || isBehindGone));
        line++;
        old += isNew ? 0 : 1;
        isBehindGone = false;
      }
    }
    touchAbove(places, line, isBehindGone);
  }

  /** Where lines are gone and none came, the line above is as near to them as the one below. */
  private static void touchAbove(
      NavigableMap<Integer, Place> places, int line, boolean isBehindGone) {
    if (isBehindGone) {
      places.computeIfPresent(
          line - 1,
          (number, above) ->
              new Place(
                  above.file(),
                  above.before(),
                  number,
                  above.old(),
                  above.text(),
                  above.nth(),
                  true));
    }
  }

  /** The place of a line that the change touches; empty when it touches none such. */
  Optional<Place> of(String file, int line) {
    return at(file, line).filter(Place::isTouched);
  }

  /** The place of a line that the diff shows. */
  Optional<Place> at(String file, int line) {
    return Optional.ofNullable(files.getOrDefault(file, new TreeMap<>()).get(line));
  }

  /** Whether all these lines are in the diff, so that one comment can span them. */
  boolean covers(String file, int from, int to) {
    NavigableMap<Integer, Place> places = files.getOrDefault(file, new TreeMap<>());
    return from <= to && places.subMap(from, true, to, true).size() == to - from + 1;
  }

  /** What the lines say as the diff has them; only for lines that it {@link #covers}. */
  String text(String file, int from, int to) {
    return String.join(
        "\n",
        files.getOrDefault(file, new TreeMap<>()).subMap(from, true, to, true).values().stream()
            .map(Place::text)
            .toList());
  }

  /** The files of a diff as {@code git diff} writes it. */
  static List<FilePatch> split(String diff) {
    List<FilePatch> patches = new ArrayList<>();
    for (String part : diff.split("(?m)^(?=diff --git )", -1)) {
      String before = name(part, "--- ");
      String after = name(part, "+++ ");
      int hunks = part.indexOf("\n@@ ");
      if (hunks >= 0 && !after.isEmpty()) {
        patches.add(
            new FilePatch(before.isEmpty() ? after : before, after, part.substring(hunks + 1)));
      }
    }
    return patches;
  }

  /** Behind {@code --- a/} or {@code +++ b/}, before the first hunk; empty for no file. */
  private static String name(String part, String mark) {
    int hunks = part.indexOf("\n@@ ");
    String head = hunks < 0 ? part : part.substring(0, hunks);
    for (String line : head.lines().toList()) {
      if (line.startsWith(mark)) {
        String name = line.substring(mark.length()).replaceFirst("\t.*$", "");
        String bare = QuotedName.read(name).orElse(name);
        return bare.equals("/dev/null") ? "" : bare.replaceFirst("^[ab]/", "");
      }
    }
    return "";
  }
}
