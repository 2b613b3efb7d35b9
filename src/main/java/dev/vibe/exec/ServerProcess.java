package dev.vibe.exec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Process that goes on beside a session and speaks over its standard streams, such as a server that
 * the user has set up. Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

  /** Of what it complains, the end; more tells nobody anything. */
  private static final int MOST_LAST_WORDS = 4 << 10;

  /** Once its input has ended, and again once it was asked to end. */
  private static final long GRACE_MILLIS = 500;

  private final Process process;
  private final Launch launch;
  private final Runnable forget;
  private final ByteArrayOutputStream lastWords = new ByteArrayOutputStream();
  private boolean closed;

  ServerProcess(String name, Process process, Launch launch, Runnable forget) {
    this.process = process;
    this.launch = launch;
    this.forget = forget;
    // A platform thread: reading a pipe would hold the carrier of a virtual one.
    String reading = name + "-err";
    Thread.ofPlatform().daemon().name(reading).start(this::listen);
  }

  /** What it writes. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** What it reads. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The confinement in force; empty where there is none. */
  public String level() {
    return launch.level();
  }

  /** The end of what it wrote to its standard error, at most 4 KB. */
  public String lastWords() {
    synchronized (lastWords) {
      return lastWords.toString(StandardCharsets.UTF_8).strip();
    }
  }

  private void listen() {
    byte[] chunk = new byte[MOST_LAST_WORDS];
    try (InputStream err = process.getErrorStream()) {
      for (int n = err.read(chunk); n >= 0; n = err.read(chunk)) {
        keep(chunk, n);
      }
    } catch (IOException e) {
      LOG.debug("the errors of a server broke off", e); // it has ended
    }
  }

  private void keep(byte[] chunk, int count) {
    synchronized (lastWords) {
      lastWords.write(chunk, 0, count);
      if (lastWords.size() > 2 * MOST_LAST_WORDS) {
        byte[] all = lastWords.toByteArray();
        lastWords.reset();
        lastWords.write(all, all.length - MOST_LAST_WORDS, MOST_LAST_WORDS);
      }
    }
  }

  /** Has it read the end of its input, on which most of them end. */
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("a server took no more", e); // it has ended
    }
  }

  /**
   * Ends it with all that it started: its input ends, then it is asked to end, then it is killed,
   * half a second apart. Idempotent.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    endInput();
    try {
      if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        boolean _ = process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    forget.run();
    List<String> _ = launch.after().get(); // nobody is there any more who could be told
  }
}
