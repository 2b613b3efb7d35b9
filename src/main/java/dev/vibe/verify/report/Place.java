package dev.vibe.verify.report;

/**
 * Place in a source file, as a report names it.
 *
 * @param file as it was written: absolute, relative to where the tool ran, or a bare name
 * @param line from 1
 */
public record Place(String file, int line) {

  /** Longer names are no files. */
  private static final int LONGEST = 400;

  private static final int MOST_DIGITS = 7;

  public Place {
    if (line < 1) {
      throw new IllegalArgumentException("lines are counted from 1: " + line);
    }
  }

  /** Whether these can be a file and a line of it. */
  static boolean isOne(String file, String line) {
    return !file.isBlank()
        && file.length() <= LONGEST
        && !line.isEmpty()
        && line.length() <= MOST_DIGITS
        && Integer.parseInt(line) > 0;
  }

  /** How people write it. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
