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

/**
 * Reader of piped standard input, to its end. A read cannot be interrupted, so it has a thread of
 * its own, which dies with the process when a stop comes first.
 */
final class PipedInput {

  /** After so long without a byte the user is told what is waited for. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  /** More than a model can read; the rest is drained, so that the writer does not block or die. */
  private static final int MOST_BYTES = 8 << 20;

  private final CompletableFuture<String> text = new CompletableFuture<>();
  private final CompletableFuture<Integer> firstByte = new CompletableFuture<>();

  private PipedInput() {}

  /**
   * Blocks until the stream ends, or the stop switch ends the wait.
   *
   * @param whileSilent called once, on this thread, when nothing has come for three seconds
   * @return what came, decoded as UTF-8; empty when nothing came or the stream is closed
   */
  static String read(InputStream in, StopSwitch stop, Runnable whileSilent) {
    PipedInput input = new PipedInput();
    stop.attach(
        as -> {
          input.firstByte.complete(-1);
          input.text.complete("");
        });
    Thread.ofPlatform().daemon().name("stdin").start(() -> input.drain(in));
    return input.await(whileSilent);
  }

  private String await(Runnable whileSilent) {
    try {
      firstByte.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      whileSilent.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return text.join();
  }

  private void drain(InputStream in) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[65_536];
    try {
      int n = in.read(buffer);
      firstByte.complete(n);
      while (n >= 0) {
        bytes.write(buffer, 0, Math.min(n, MOST_BYTES - bytes.size()));
        n = in.read(buffer);
      }
    } catch (IOException e) {
      firstByte.complete(-1);
    }
    text.complete(bytes.toString(StandardCharsets.UTF_8));
  }
}
