package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A started product. Every wait ends after {@link #LIMIT}, and then the process does, too. */
public final class RunningVibe {

  /** Far above what any run takes on a busy machine. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** Between two looks at something that may be there for a moment only. */
  private static final long LOOK_MILLIS = 1;

  /** How a run ended, and all that it printed. */
  public record Ended(int exitCode, String stdout, String stderr) {
    public List<String> stdoutLines() {
      return stdout.lines().toList();
    }
  }

  private final Process process;
  private final Captured stdout;
  private final Captured stderr;

  RunningVibe(Process process) {
    this.process = process;
    this.stdout = new Captured(process.getInputStream());
    this.stderr = new Captured(process.getErrorStream());
  }

  /** Waits until standard output holds {@code text}. */
  void awaitStdout(String text) {
    awaitText(stdout, text);
  }

  /** Waits until standard error holds {@code text}. */
  void awaitStderr(String text) {
    awaitText(stderr, text);
  }

  /**
   * Sends a signal to the product alone, as a supervisor would.
   *
   * @param name as {@code kill} knows it, e.g. {@code INT}
   */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits until something can be seen; false if it ended without that. */
  public boolean awaitUnlessEnded(BooleanSupplier seen) {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!seen.getAsBoolean()) {
        if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          return seen.getAsBoolean();
        }
        if (System.nanoTime() > end) {
          throw tooLong("did not do what was waited for");
        }
      }
      return true;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Ends standard input, when the launcher left it open. */
  void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end; the key of a {@link Stage} may not have been printed. */
  public Ended await() {
    return await(LIMIT);
  }

  /** The same for what takes long. */
  public Ended await(Duration limit) {
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        throw tooLong("did not end");
      }
      Ended ended = new Ended(process.exitValue(), stdout.whole(), stderr.whole());
      assertFalse(ended.toString().contains(Stage.KEY), ended::toString);
      return ended;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void awaitText(Captured stream, String text) {
    try {
      if (!stream.awaitText(text)) {
        throw tooLong("did not print \"" + text + '"');
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private AssertionError tooLong(String what) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    return new AssertionError(
        "vibe %s%nstdout: %s%nstderr: %s".formatted(what, stdout.text(), stderr.text()));
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError(e);
  }

  /** One stream, read by a virtual thread until it ends. */
  private static final class Captured {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ended;

    Captured(InputStream in) {
      Thread.ofVirtual().start(() -> read(in));
    }

    private void read(InputStream in) {
      byte[] buffer = new byte[8192];
      try (in) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          append(buffer, n);
        }
      } catch (IOException e) {
        // The process was killed; what came before that counts.
      } finally {
        end();
      }
    }

    private synchronized void append(byte[] buffer, int length) {
      bytes.write(buffer, 0, length);
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    /** False if the stream ended, or the time was up, without the text. */
    synchronized boolean awaitText(String text) throws InterruptedException {
      long end = System.nanoTime() + LIMIT.toNanos();
      while (!text().contains(text)) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (ended || left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    }

    /** The text after the stream has ended; a child that outlives the process may hold it open. */
    synchronized String whole() throws InterruptedException {
      long end = System.nanoTime() + LIMIT.toNanos();
      while (!ended) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("a child of vibe holds its output open: " + text());
        }
        wait(left);
      }
      return text();
    }
  }
}
