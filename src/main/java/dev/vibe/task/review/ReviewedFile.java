package dev.vibe.task.review;

import dev.vibe.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File that a change is about, as a unified diff tells it.
 *
 * @param name relative to the top of the work tree
 * @param text the hunks, each line behind its number in the file as it is after the change
 * @param changed the lines that are new or stand where some are gone, from 1
 */
public record ReviewedFile(String name, String text, NavigableSet<Integer> changed) {

  /** What stands so near to a changed line is about it. */
  private static final int NEAR = 3;

  private static final Pattern HUNK =
      Pattern.compile("@@ -\\d+(?:,\\d+)? \\+(\\d+)(?:,\\d+)? @@.*");

  /** The files of a diff in the form of Git. Those without lines, such as images, are left out. */
  public static List<ReviewedFile> of(String diff) {
    List<ReviewedFile> files = new ArrayList<>();
    List<String> part = new ArrayList<>();
    for (String line : diff.lines().toList()) {
      if (line.startsWith("diff --git ")) {
        read(part).ifPresent(files::add);
        part.clear();
      }
      part.add(line);
    }
    read(part).ifPresent(files::add);
    return files;
  }

  private static Optional<ReviewedFile> read(List<String> lines) {
    String before = "";
    String after = "";
    StringBuilder text = new StringBuilder();
    NavigableSet<Integer> changed = new TreeSet<>();
    int number = 0;
    boolean isInHunk = false;
    for (String line : lines) {
      Matcher hunk = HUNK.matcher(line);
      if (hunk.matches()) {
        number = Integer.parseInt(hunk.group(1));
        text.append(isInHunk ? "…\n" : "");
        isInHunk = true;
      } else if (!isInHunk) {
        before = line.startsWith("--- ") ? name(line) : before;
        after = line.startsWith("+++ ") ? name(line) : after;
      } else if (line.startsWith("+")) {
        text.append("%5d %s%n".formatted(number, line));
        changed.add(number++);
      } else if (line.startsWith("-")) {
        text.append("      ").append(line).append('\n');
        changed.add(Math.max(1, number));
      } else if (!line.startsWith("\\")) {
        text.append("%5d %s%n".formatted(number, line));
        number++;
      }
    }
    String name = after.isEmpty() ? before : after;
    return text.isEmpty() || name.isEmpty()
        ? Optional.empty()
        : Optional.of(new ReviewedFile(name, text.toString(), changed));
  }

  /** Behind {@code --- a/} or {@code +++ b/}; empty for no file. */
  private static String name(String line) {
    String name = line.substring("+++ ".length()).replaceFirst("\t.*$", "");
    String bare = QuotedName.read(name).orElse(name);
    return bare.equals("/dev/null") ? "" : bare.replaceFirst("^[abciw12]/", "");
  }

  /** The changed line that is meant by a line, itself or next to it; empty when none is near. */
  Optional<Integer> meant(int line) {
    Integer below = changed.floor(line);
    Integer above = changed.ceiling(line);
    boolean isBelow = below != null && line - below <= NEAR;
    boolean isAbove = above != null && above - line <= NEAR;
    return isBelow && (!isAbove || line - below <= above - line)
        ? Optional.of(below)
        : isAbove ? Optional.of(above) : Optional.empty();
  }
}
