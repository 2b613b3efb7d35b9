package dev.vibe.headless;

import dev.vibe.headless.TextOptions.Motion;
import dev.vibe.text.Figures;
import dev.vibe.text.Palette;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.ActivityLine;
import dev.vibe.view.Channel;
import dev.vibe.view.Glyphs;
import dev.vibe.view.Line;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Status in the last line of a terminal: what is going on, for how long, how many tokens so far. A
 * thread of its own redraws it ten times a second; whatever else goes to the stream goes through
 * {@link #print}, which takes the line away first. Thread-safe.
 */
final class StatusLine implements AutoCloseable {

  private static final long FRAME_MILLIS = 100;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream stream;
  private final Palette palette;
  private final Glyphs glyphs;
  private final TextOptions options;
  private final LongSupplier nanos;

  /** Guarded by this object, as everything below. */
  private String activity = "";

  private String then = "";
  private long until;
  private long since;
  private long tokens;
  private long frame;
  private boolean running;
  private boolean paused;
  private boolean drawn;

  /**
   * Draws nothing before {@link #start}.
   *
   * @param nanos a clock that never goes back
   */
  StatusLine(Channel channel, Glyphs glyphs, TextOptions options, LongSupplier nanos) {
    this.stream = channel.stream();
    this.palette = channel.palette();
    this.glyphs = glyphs;
    this.options = options;
    this.nanos = nanos;
  }

  /** Begins to redraw, unless nothing shall move. */
  synchronized void start() {
    if (options.motion() == Motion.STILL || running) {
      return;
    }
    running = true;
    Thread.ofVirtual().name("status-line").start(this::redraw);
  }

  /** What is going on from now on; foreign text may be in it. */
  synchronized void activity(String what) {
    then = "";
    if (!what.equals(activity)) {
      activity = what;
      since = nanos.getAsLong();
    }
  }

  /**
   * Counts down to something that goes on by itself.
   *
   * @param before what is about to happen, as in {@code trying again}
   * @param after what is going on from then on
   */
  synchronized void countdown(String before, Duration wait, String after) {
    activity(before);
    until = nanos.getAsLong() + wait.toNanos();
    then = after;
  }

  synchronized void tokens(long count) {
    tokens = count;
  }

  /** Writes text above the line. */
  synchronized void print(String text) {
    erase();
    stream.print(text);
    stream.flush();
  }

  /** Takes the line away, does something that uses the terminal by itself, and goes on. */
  <T> T paused(Supplier<T> action) {
    pause();
    try {
      return action.get();
    } finally {
      resume();
    }
  }

  private synchronized void pause() {
    paused = true;
    erase();
    stream.flush();
  }

  private synchronized void resume() {
    paused = false;
    since = nanos.getAsLong();
  }

  @Override
  public synchronized void close() {
    running = false;
    erase();
    stream.flush();
  }

  private void redraw() {
    try {
      while (draw(options.columns().getAsInt())) {
        Thread.sleep(FRAME_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One frame; false when there is to be no other, also because the terminal is gone. */
  synchronized boolean draw(int columns) {
    if (!running || stream.checkError()) {
      return false;
    }
    if (!paused && !activity.isEmpty()) {
      stream.print(ERASE + palette.paint(Role.FAINT, line(columns).text()));
      stream.flush();
      drawn = true;
      frame++;
    }
    return true;
  }

  private Line line(int columns) {
    String spin = glyphs.spin().get((int) (frame % glyphs.spin().size()));
    long now = nanos.getAsLong();
    if (!then.isEmpty() && until - now <= 0) {
      activity(then);
    }
    String figures =
        then.isEmpty()
            ? glyphs.dot() + ActivityLine.since(now - since)
            : " in " + ActivityLine.left(until - now);
    if (tokens > 0) {
      figures += glyphs.dot() + Figures.tokens(tokens) + " tokens";
    }
    return new ActivityLine(spin, activity, figures).within(columns - 1);
  }

  private void erase() {
    if (drawn) {
      stream.print(ERASE);
      drawn = false;
    }
  }
}
