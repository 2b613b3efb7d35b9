package dev.vibe.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folder of what programs write only to show that they go on: dots and bars, a percentage that
 * grows line by line, one line again and again. Folds only what gets shorter by it. Pure.
 */
final class ProgressLines {

  /** So many signs in a row are no rule under a title. */
  private static final Pattern RUN = Pattern.compile("([^\\s\\w])\\1{149,}+");

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})(?:\\.\\d+)?\\s?%");

  /** What differs from one line of progress to the next. */
  private static final Pattern CHANGING = Pattern.compile("[\\d.,:#=>|\\-\\\\/\\s█▉▊▋▌▍▎▏░▒▓⠀-⣿]+");

  private static final int FEWEST = 5;

  private ProgressLines() {}

  static String fold(String text) {
    if (text.length() < 100) {
      return text;
    }
    List<String> lines = List.of(text.split("\n", -1));
    List<String> out = new ArrayList<>(lines.size());
    for (int at = 0; at < lines.size(); ) {
      String line = lines.get(at);
      int same = equalLines(lines, at);
      int growing = same > 1 ? 1 : growingLines(lines, at);
      if (same >= FEWEST) {
        fold(out, List.of(line), lines.subList(at, at + same), "[… %,d times the line above]");
      } else if (growing >= FEWEST) {
        List<String> all = lines.subList(at, at + growing);
        fold(out, List.of(all.getLast()), all, "[… %,d lines of progress before that]");
      } else {
        same = 1;
        growing = 1;
        out.add(shortened(line));
      }
      at += Math.max(same, growing);
    }
    return String.join("\n", out);
  }

  private static void fold(List<String> out, List<String> kept, List<String> all, String note) {
    int before = all.stream().mapToInt(line -> line.length() + 1).sum();
    String said = String.format(Locale.ROOT, note, all.size() - 1);
    int after = kept.getFirst().length() + said.length() + 2;
    if (after < before) {
      kept.forEach(line -> out.add(shortened(line)));
      out.add(said);
    } else {
      all.forEach(line -> out.add(shortened(line)));
    }
  }

  private static int equalLines(List<String> lines, int at) {
    int end = at + 1;
    while (end < lines.size() && lines.get(end).equals(lines.get(at))) {
      end++;
    }
    return end - at;
  }

  /** Lines that differ in nothing but figures and bars, with a percentage that does not fall. */
  private static int growingLines(List<String> lines, int at) {
    int percent = percent(lines.get(at));
    String shape = percent < 0 ? "" : shape(lines.get(at));
    int end = at + 1;
    while (percent >= 0 && end < lines.size()) {
      int next = percent(lines.get(end));
      if (next < percent || !shape(lines.get(end)).equals(shape)) {
        break;
      }
      percent = next;
      end++;
    }
    return end - at;
  }

  private static String shape(String line) {
    return CHANGING.matcher(line).replaceAll("");
  }

  private static int percent(String line) {
    Matcher percent = PERCENT.matcher(line);
    return percent.find() ? Integer.parseInt(percent.group(1)) : -1;
  }

  private static String shortened(String line) {
    return line.length() < 150
        ? line
        : RUN.matcher(line)
            .replaceAll(
                run -> {
                  String sign = Matcher.quoteReplacement(run.group(1));
                  return sign.repeat(3) + "[… " + (run.group().length() - 3) + " more]";
                });
  }
}
