package dev.vibe.repl.state;

import java.util.concurrent.TimeUnit;

/**
 * Presence of the person.
 *
 * @param isFocused false when the terminal said that it is not looked at
 * @param hasInterrupted whether Ctrl-C was pressed on an empty line
 * @param interruptedAt when it was; on the driver's clock
 * @param keyboard whether they type
 */
public record Presence(
    boolean isFocused, boolean hasInterrupted, long interruptedAt, Keyboard keyboard) {

  /** A second Ctrl-C within this time leaves. */
  private static final long TWICE_NANOS = TimeUnit.SECONDS.toNanos(1);

  static final Presence THERE = new Presence(true, false, 0, Keyboard.UNUSED);

  /** Whether one more Ctrl-C would leave. */
  public boolean mayLeave(long now) {
    return hasInterrupted && now - interruptedAt < TWICE_NANOS;
  }

  Presence interrupted(long now) {
    return new Presence(isFocused, true, now, keyboard);
  }

  /** Another key came between, so that the next Ctrl-C is a first one. */
  Presence goneOn() {
    return new Presence(isFocused, false, 0, keyboard);
  }

  Presence focused(boolean next) {
    return new Presence(next, hasInterrupted, interruptedAt, keyboard);
  }

  Presence with(Keyboard next) {
    return new Presence(isFocused, hasInterrupted, interruptedAt, next);
  }
}
