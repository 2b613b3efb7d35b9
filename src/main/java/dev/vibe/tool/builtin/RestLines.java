package dev.vibe.tool.builtin;

import dev.vibe.tool.ToolOutput;
import java.util.Locale;
import java.util.Optional;

/**
 * Lines for a file that holds all that a call found, of which the model is shown a part: in order,
 * and bounded. Owned by one thread.
 */
final class RestLines {

  /** Characters of the file. */
  private static final int MOST = 1_000_000;

  private final StringBuilder text = new StringBuilder();
  private final String what;
  private int kept;
  private int all;

  /**
   * Starts with nothing.
   *
   * @param what the lines are that count, such as files
   */
  RestLines(String what) {
    this.what = what;
  }

  boolean isFull() {
    return text.length() >= MOST;
  }

  /** Adds one that counts. */
  void add(String line) {
    all++;
    if (!isFull()) {
      kept++;
      addAside(line);
    }
  }

  /** Counts further ones, which there is no room for. */
  void skip(int more) {
    all += more;
  }

  /** Adds one that only belongs to others. */
  void addAside(String line) {
    if (!isFull()) {
      text.append(line).append('\n');
    }
  }

  /** All of it, where the result shows less. */
  Optional<ToolOutput.Rest> where(boolean isCut) {
    if (!isCut) {
      return Optional.empty();
    }
    String name =
        kept == all ? "all " + what : String.format(Locale.ROOT, "the first %,d %s", kept, what);
    return Optional.of(new ToolOutput.Rest(name, text.toString()));
  }
}
