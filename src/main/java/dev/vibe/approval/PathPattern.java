package dev.vibe.approval;

import dev.vibe.text.Glob;
import java.text.Normalizer;
import java.util.Locale;
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
 * @param folded the same for paths whose letters are folded
 */
record PathPattern(String text, Glob glob, Glob folded) {

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
    String crossing = "/" + CROSSING.matcher(two).replaceAll("{*,*/**/*}");
    return new PathPattern(text, Glob.compile(crossing), Glob.compile(folded(crossing)));
  }

  /** Whether this very path is meant. */
  boolean covers(String path) {
    return text.equals(path) || matches(glob, path);
  }

  /** Whether the path is meant where a file system takes letters of any case for the same. */
  boolean mayMean(String path) {
    return covers(path) || folded(text).equals(folded(path)) || matches(folded, folded(path));
  }

  /**
   * Whether one of the paths that a pattern stands for may be meant, in letters of any case.
   *
   * @param paths as {@link Glob#meets} takes them
   */
  boolean mayMeet(String paths) {
    String wanted = folded(paths);
    return isAbsolute()
        ? wanted.startsWith("/") && folded.meets(wanted.substring(1))
        : folded.meets(wanted);
  }

  private boolean matches(Glob glob, String path) {
    return isAbsolute()
        ? path.startsWith("/") && glob.matches(path.substring(1))
        : glob.matches(path);
  }

  private boolean isAbsolute() {
    return text.startsWith("/");
  }

  private static String folded(String path) {
    String composed =
        path.chars().allMatch(c -> c < 0x80)
            ? path
            : Normalizer.normalize(path, Normalizer.Form.NFC);
    return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
