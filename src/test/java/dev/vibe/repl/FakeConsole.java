package dev.vibe.repl;

import dev.vibe.terminal.Console;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Keys at set times; time passes only while somebody waits. */
final class FakeConsole implements Console {
  private record Key(long millis, int code) {}

  private final Queue<Key> keys = new ArrayDeque<>();
  private final Queue<Optional<String>> lines = new ArrayDeque<>();
  final StringBuilder screen = new StringBuilder();
  String initial = "";
  long nanos;
  boolean closed;
  boolean interruptedAtClose;

  FakeConsole key(long millis, int code) {
    keys.add(new Key(millis, code));
    return this;
  }

  FakeConsole line(String line) {
    lines.add(Optional.of(line));
    return this;
  }

  @Override
  public int columns() {
    return 60;
  }

  @Override
  public int rows() {
    return 24;
  }

  @Override
  public void print(String text) {
    screen.append(text);
  }

  @Override
  public int key(long millis) throws IOException {
    if (Thread.interrupted()) {
      throw new InterruptedIOException();
    }
    Key next = keys.peek();
    if (next == null) {
      nanos += TimeUnit.MILLISECONDS.toNanos(millis);
      return nanos > TimeUnit.HOURS.toNanos(1) ? CLOSED : NO_KEY;
    }
    long wait = TimeUnit.MILLISECONDS.toNanos(next.millis) - nanos;
    if (wait > TimeUnit.MILLISECONDS.toNanos(millis)) {
      nanos += TimeUnit.MILLISECONDS.toNanos(millis);
      return NO_KEY;
    }
    nanos += Math.max(0, wait);
    return keys.remove().code;
  }

  @Override
  public Optional<String> line(String prompt, String initial) {
    this.initial = initial;
    print(prompt);
    return lines.isEmpty() ? Optional.empty() : lines.remove();
  }

  @Override
  public void close() {
    closed = true;
    interruptedAtClose = Thread.currentThread().isInterrupted();
  }
}
