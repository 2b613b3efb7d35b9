package dev.vibe.repl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.concurrent.TimeUnit;

/**
 * Characters out of a terminal in raw mode, in which a read that finds nothing ends by itself after
 * a moment. Owned by the thread that reads.
 */
final class TtyInput {

  /** A read that finds nothing sooner than this has no terminal to wait for. */
  private static final long MOMENT_MILLIS = 20;

  /** So many of them in a row, and the terminal is gone. */
  private static final int MOST_EMPTY = 20;

  /** Waits shorter than the terminal's own are made by looking again after so long. */
  private static final long GLANCE_MILLIS = 4;

  private static final long TERMINAL_MILLIS = 100;

  private final InputStream in;
  private final CharsetDecoder decoder =
      UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(8192).flip();
  private final CharBuffer chars = CharBuffer.allocate(8192).flip();

  TtyInput(InputStream in) {
    this.in = in;
  }

  /** As {@link dev.vibe.repl.key.KeyDecoder.Source#read}. */
  int read(long millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    int empty = 0;
    while (!chars.hasRemaining()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0 && in.available() == 0) {
        return SessionTerminal.NOTHING;
      }
      if (millis < TERMINAL_MILLIS && in.available() == 0) {
        pause(Math.min(left, GLANCE_MILLIS));
        continue;
      }
      long before = System.nanoTime();
      if (fill()) {
        empty = 0;
      } else if (System.nanoTime() - before < TimeUnit.MILLISECONDS.toNanos(MOMENT_MILLIS)
          && ++empty > MOST_EMPTY) {
        return SessionTerminal.CLOSED;
      }
    }
    return chars.get();
  }

  /** False when there was nothing. */
  private boolean fill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    bytes.position(bytes.position() + Math.max(0, read)).flip();
    chars.clear();
    decoder.decode(bytes, chars, false);
    chars.flip();
    return read > 0;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
