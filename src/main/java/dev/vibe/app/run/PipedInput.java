package dev.vibe.app.run;

import dev.vibe.app.host.StopSwitch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Reader of piped standard input, to its end or its limit. A read cannot be interrupted, so it has
 * a thread of its own, which dies with the process when a stop comes first.
 */
final class PipedInput {

  /** After so long without an end the user is told what is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * Of what is longer than twice that, the two ends are kept: the beginning says what it is, the
   * end how it ended.
   */
  static final int END_BYTES = 4 << 20;

  /** More than any log of a build; what is longer has no end. */
  static final long MOST_BYTES = 64L << 20;

  private static final String WAITING =
      "vibe: waiting for standard input to end (Ctrl-D ends it, --no-stdin skips it)";

  private static final String CUT =
      "vibe: standard input is longer than " + (MOST_BYTES >> 20) + " MB; the rest is not read";

  private final CompletableFuture<String> text = new CompletableFuture<>();
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private byte[] tail = {};
  private long total;

  private PipedInput() {}

  /**
   * Blocks until the stream ends or is at the limit, or the stop switch ends the wait.
   *
   * @param tell called on this thread with a line for the user: when three seconds have not brought
   *     the end, and when the end was not waited for
   * @return what came, decoded as UTF-8; empty when nothing came or the stream is closed
   */
  static String read(InputStream in, StopSwitch stop, Consumer<String> tell) {
    PipedInput input = new PipedInput();
    stop.attach(as -> input.text.complete(""));
    Thread.ofPlatform().daemon().name("stdin").start(() -> input.take(in));
    String text = input.await(tell);
    if (stop.requested().isEmpty() && input.total >= MOST_BYTES) {
      tell.accept(CUT);
    }
    return text;
  }

  private String await(Consumer<String> tell) {
    try {
      return text.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      tell.accept(WAITING);
      return text.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void take(InputStream in) {
    byte[] buffer = new byte[65_536];
    try {
      for (int n = in.read(buffer); n >= 0 && total < MOST_BYTES; n = in.read(buffer)) {
        keep(buffer, n);
      }
    } catch (IOException e) {
      // a closed stream; what came is what there is
    }
    text.complete(joined());
  }

  private void keep(byte[] bytes, int length) {
    int toHead = Math.min(length, END_BYTES - head.size());
    head.write(bytes, 0, toHead);
    total += toHead;
    if (toHead < length && tail.length == 0) {
      tail = new byte[END_BYTES];
    }
    for (int i = toHead; i < length; i++) {
      tail[(int) (total++ % END_BYTES)] = bytes[i];
    }
  }

  /** The tail is a ring: its oldest byte is where the next one would go. */
  private String joined() {
    long behind = total - head.size();
    int start = behind > END_BYTES ? (int) (total % END_BYTES) : 0;
    int kept = (int) Math.min(behind, END_BYTES);
    ByteArrayOutputStream all = new ByteArrayOutputStream(head.size() + kept);
    all.writeBytes(head.toByteArray());
    if (behind > END_BYTES) {
      String left = "\n[" + (behind - END_BYTES) + " bytes left out]\n";
      all.writeBytes(left.getBytes(StandardCharsets.UTF_8));
    }
    for (int i = 0; i < kept; i++) {
      all.write(tail[(start + i) % END_BYTES]);
    }
    return all.toString(StandardCharsets.UTF_8);
  }
}
