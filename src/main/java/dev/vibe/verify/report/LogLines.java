package dev.vibe.verify.report;

import dev.vibe.text.ControlChars;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of an output, without what colours it; bounded in number and length, so that no pattern has
 * much to go through. What is left out is in the middle.
 */
final class LogLines {

  private static final int MOST = 20_000;
  private static final int LONGEST = 1_500;
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;?]{0,20}[A-Za-z]");

  private final List<String> lines;

  private LogLines(List<String> lines) {
    this.lines = List.copyOf(lines);
  }

  static LogLines of(String text) {
    List<String> all = text.lines().map(LogLines::clean).toList();
    if (all.size() > MOST) {
      List<String> ends = new ArrayList<>(all.subList(0, MOST / 2));
      ends.addAll(all.subList(all.size() - MOST / 2, all.size()));
      return new LogLines(ends);
    }
    return new LogLines(all);
  }

  private static String clean(String line) {
    String bounded = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    return ControlChars.neutralise(COLOURS.matcher(bounded).replaceAll("").replace("\r", ""));
  }

  List<String> all() {
    return lines;
  }

  int size() {
    return lines.size();
  }

  String at(int index) {
    return lines.get(index);
  }

  /** Lines from there up to, and without, the first that the pattern finds; at most so many. */
  List<String> until(int from, Pattern end, int most) {
    List<String> found = new ArrayList<>();
    for (int i = from; i < lines.size() && found.size() < most; i++) {
      if (end.matcher(lines.get(i)).find()) {
        break;
      }
      found.add(lines.get(i));
    }
    return found;
  }

  boolean has(Pattern pattern) {
    return lines.stream().anyMatch(line -> pattern.matcher(line).find());
  }

  /** The first group of the last line that the pattern finds. */
  Optional<String> last(Pattern pattern) {
    for (String line : lines.reversed()) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }
}
