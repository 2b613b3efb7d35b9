package dev.vibe.agent;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Goal of the runs of a session: what has to hold before one of them is over. Thread-safe: a person
 * sets one for the next run while none goes on.
 */
public final class SessionGoal {

  /** Something that can be shown to hold. */
  public sealed interface Goal {

    /** A command passes; it is run whenever the model says that it is done. */
    record Passes(String command) implements Goal {

      public Passes {
        require(command);
      }
    }

    /** A condition in a person's words holds, which the model shows by what it looked at. */
    record Holds(String condition) implements Goal {

      public Holds {
        require(condition);
      }
    }

    /** In one line, for people. */
    default String text() {
      return switch (this) {
        case Passes(String command) -> command + " passes";
        case Holds(String condition) -> condition;
      };
    }
  }

  private final Optional<Goal> standing;
  private final AtomicReference<Optional<Goal>> next = new AtomicReference<>(Optional.empty());

  /**
   * The goal of a session.
   *
   * @param standing what each run is for that has no goal of its own
   */
  public SessionGoal(Optional<Goal> standing) {
    this.standing = standing;
  }

  /** One that any answer reaches. */
  public static SessionGoal none() {
    return new SessionGoal(Optional.empty());
  }

  /** Sets the goal of the next run alone. */
  public void want(Goal goal) {
    next.set(Optional.of(goal));
  }

  /** The goal of a run that begins. */
  Optional<Goal> take() {
    return next.getAndSet(Optional.empty()).or(() -> standing);
  }

  private static void require(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a goal without words");
    }
  }
}
