package dev.vibe.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.concurrent.TimeUnit;

/**
 * Source of characters out of a terminal in raw mode, taken one byte at a time: what is typed
 * behind a key that ends the session, or stops it, belongs to the shell. Owned by the thread that
 * reads.
 */
final class TtyInput {

  /** A wait that may end without a key is made by looking again after so long. */
  private static final long GLANCE_MILLIS = 4;

  /** In bytes of UTF-8. */
  private static final int LONGEST_CHARACTER = 4;

  /** The bytes of a terminal. */
  interface Bytes {

    /** How many there are at least; never waits. */
    int available() throws IOException;

    /**
     * Waits for some as long as it takes, and takes no more than fit.
     *
     * @return how many there were; negative when the terminal is gone
     * @throws ClosedChannelException when it was taken away, also during the wait
     */
    int read(ByteBuffer into) throws IOException;
  }

  private final Bytes terminal;
  private final CharsetDecoder decoder =
      UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(LONGEST_CHARACTER).flip();
  private final CharBuffer chars = CharBuffer.allocate(LONGEST_CHARACTER).flip();

  TtyInput(Bytes terminal) {
    this.terminal = terminal;
  }

  /**
   * As {@link dev.vibe.terminal.CharacterSource#read}; also nothing when the terminal is taken
   * away.
   */
  int read(long millis) throws IOException {
    long start = System.nanoTime();
    while (!chars.hasRemaining()) {
      if (millis != SessionTerminal.FOREVER && terminal.available() == 0) {
        long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (left <= 0) {
          return SessionTerminal.NOTHING;
        }
        pause(Math.min(left, GLANCE_MILLIS));
        continue;
      }
      try {
        if (fill() < 0) {
          return SessionTerminal.CLOSED;
        }
      } catch (ClosedChannelException e) {
        return SessionTerminal.NOTHING;
      }
    }
    return chars.get();
  }

  private int fill() throws IOException {
    bytes.compact().limit(bytes.position() + 1);
    int read;
    try {
      read = terminal.read(bytes);
    } finally {
      bytes.flip();
    }
    chars.clear();
    decoder.decode(bytes, chars, false);
    chars.flip();
    return read;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
