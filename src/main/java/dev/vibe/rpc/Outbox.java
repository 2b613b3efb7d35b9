package dev.vibe.rpc;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Queue of the messages that are to be written, and the thread that does it. Whoever adds one waits
 * while the other side takes nothing and too much is waiting.
 */
final class Outbox {

  private final OutputStream out;
  private final long mostBytes;
  private final Runnable broken;

  /** Guards all below. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean isClosed;

  /** Whether nothing is waiting or being written. */
  private boolean isIdle = true;

  /**
   * Starts the thread.
   *
   * @param broken is called when nothing more can be written
   */
  Outbox(OutputStream out, long mostBytes, String name, Runnable broken) {
    this.out = out;
    this.mostBytes = mostBytes;
    this.broken = broken;
    Thread.ofVirtual().name(name).start(this::write);
  }

  /**
   * Blocks while it is full; one message always has room. Dropped when the other side is gone.
   *
   * @return false when it was dropped
   */
  boolean add(byte[] message) {
    lock.lock();
    try {
      while (!isClosed && bytes > 0 && bytes + message.length > mostBytes) {
        changed.awaitUninterruptibly();
      }
      if (isClosed) {
        return false;
      }
      waiting.add(message);
      bytes += message.length;
      isIdle = false;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all is written, or for so long. */
  void drain(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!isIdle && !isClosed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What waits is dropped. */
  void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    try {
      for (byte[] next = next(); next.length > 0; next = next()) {
        out.write(next);
        if (isLast(next.length)) {
          out.flush();
          idle();
        }
      }
    } catch (IOException e) {
      close();
      broken.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  /** Without bytes when it is closed. */
  private byte[] next() throws InterruptedException {
    lock.lock();
    try {
      while (!isClosed && waiting.isEmpty()) {
        changed.await();
      }
      return isClosed ? new byte[0] : waiting.remove();
    } finally {
      lock.unlock();
    }
  }

  private boolean isLast(int written) {
    lock.lock();
    try {
      bytes -= written;
      changed.signalAll();
      return waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void idle() {
    lock.lock();
    try {
      isIdle = waiting.isEmpty();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
