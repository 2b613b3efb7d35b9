package dev.vibe.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queue of edits for one who looks at them on a thread of its own. Edits that wait are merged, so
 * that a slow one never falls behind by more than one look. Thread-safe.
 */
public final class LookQueue implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LookQueue.class);

  private final String name;
  private final Look look;
  private final Map<Path, EditedFile> waiting = new LinkedHashMap<>();
  private final List<CodeFinding> found = new ArrayList<>();
  private List<Thread> worker = List.of();
  private boolean isLooking;
  private boolean wasLate;
  private boolean isClosed;

  /** Look at edits. */
  @FunctionalInterface
  public interface Look {

    /** What these edits broke. Blocks. */
    List<CodeFinding> at(List<EditedFile> files) throws InterruptedException;
  }

  /**
   * Starts nothing yet.
   *
   * @param name of its thread
   */
  public LookQueue(String name, Look look) {
    this.name = name;
    this.look = look;
  }

  /** Has edits looked at. Does not block. */
  public synchronized void add(List<EditedFile> files) {
    if (isClosed) {
      return;
    }
    files.forEach(file -> waiting.merge(file.path(), file, EditedFile::then));
    if (worker.isEmpty()) {
      worker = List.of(Thread.ofPlatform().daemon().name(name).start(this::work));
    }
    notifyAll();
  }

  /**
   * Waits until nothing is left to look at, or until a time of {@link System#nanoTime}. Where that
   * was not enough the last time and it is not done yet, it does not wait.
   */
  public synchronized void await(long deadline) throws InterruptedException {
    while (!isClosed && !wasLate && !isIdle()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        wasLate = true;
        return;
      }
      wait(left / 1_000_000 + 1);
    }
  }

  /** What was found since this was last asked. */
  public synchronized List<CodeFinding> take() {
    List<CodeFinding> taken = List.copyOf(found);
    found.clear();
    return taken;
  }

  /** Whether nothing is left to look at. */
  public synchronized boolean isIdle() {
    return waiting.isEmpty() && !isLooking;
  }

  private void work() {
    try {
      while (true) {
        List<EditedFile> files = next();
        List<CodeFinding> broken = looked(files);
        done(broken);
      }
    } catch (InterruptedException e) {
      LOG.debug("{} ends", name, e); // by close
    }
  }

  private synchronized List<EditedFile> next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    isLooking = true;
    List<EditedFile> files = List.copyOf(waiting.values());
    waiting.clear();
    return files;
  }

  private List<CodeFinding> looked(List<EditedFile> files) throws InterruptedException {
    try {
      return look.at(files);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.error("{} cannot look at an edit", name, e); // a run does not hang on it
      return List.of();
    }
  }

  private synchronized void done(List<CodeFinding> broken) {
    found.addAll(broken);
    isLooking = false;
    wasLate = wasLate && !waiting.isEmpty();
    notifyAll();
  }

  /** Ends the thread; who waits goes on. Idempotent. */
  @Override
  public synchronized void close() {
    isClosed = true;
    waiting.clear();
    worker.forEach(Thread::interrupt);
    notifyAll();
  }
}
