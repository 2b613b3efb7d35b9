package dev.vibe.provider;

import java.time.Duration;

/** Alarm that does something later, unless it is called off. */
@FunctionalInterface
public interface Alarm {

  /**
   * Sets it. Never blocks.
   *
   * @param action runs once, on a thread of its own
   * @return calls it off; without effect when the action has begun
   */
  Runnable set(Duration delay, Runnable action);

  /** On virtual threads that sleep. */
  static Alarm sleeping() {
    return (delay, action) -> {
      Thread sleeper =
          Thread.ofVirtual()
              .name("alarm")
              .start(
                  () -> {
                    try {
                      Thread.sleep(delay);
                      action.run();
                    } catch (InterruptedException calledOff) {
                      Thread.currentThread().interrupt();
                    }
                  });
      return sleeper::interrupt;
    };
  }
}
