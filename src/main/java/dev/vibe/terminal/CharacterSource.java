package dev.vibe.terminal;

import java.io.IOException;

/** Source of characters, read one at a time. */
@FunctionalInterface
public interface CharacterSource {

  int NOTHING = -2;
  int CLOSED = -1;

  /** Waits as long as it takes, without looking up. */
  long FOREVER = Long.MAX_VALUE;

  /** The next UTF-16 unit, {@link #NOTHING} after so long without one, or {@link #CLOSED}. */
  int read(long millis) throws IOException;
}
