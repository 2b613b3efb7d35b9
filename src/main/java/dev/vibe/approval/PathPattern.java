package dev.vibe.approval;

import dev.vibe.text.Glob;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Pattern over the paths of effects, in the dialect of {@link Glob}.
 *
 * <p>It is for the whole path: {@code *.md} means files at the top of the workspace, {@code
 * **}{@code /*.md} those in every folder. What begins with {@code /} is for absolute paths, which
 * lie outside of the workspace. Two stars cross folders also beside other characters, as in {@code
 * src**}. The path that a rule spells out is always meant, whatever its characters stand for.
 *
 * @param text as it was written
 */
record PathPattern(String text, Glob glob) implements Predicate<String> {

  private static final Pattern STARS = Pattern.compile("\\*{3,}");

  /** Two stars behind a character of a name, or before one. */
  private static final Pattern CROSSING =
      Pattern.compile("(?<=[^\\\\/{,*])\\*\\*|(?<![\\\\*])\\*\\*(?=[^/},*])");

  private static final Pattern ABSOLUTE_CHOICE = Pattern.compile("\\{(.*,)?/.*");

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it is blank, too long, or has too many alternatives
   */
  static PathPattern of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("there is no path between its brackets");
    }
    if (ABSOLUTE_CHOICE.matcher(text).matches()) {
      throw new IllegalArgumentException("absolute paths cannot be alternatives; write two rules");
    }
    String two = STARS.matcher(text).replaceAll("**");
    return new PathPattern(
        text, Glob.compile("/" + CROSSING.matcher(two).replaceAll("{*,*/**/*}")));
  }

  @Override
  public boolean test(String path) {
    if (text.equals(path)) {
      return true;
    }
    boolean isAbsolute = text.startsWith("/");
    return isAbsolute
        ? path.startsWith("/") && glob.matches(path.substring(1))
        : glob.matches(path);
  }
}
