package dev.vibe.agent;

import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import java.util.function.Consumer;

/** Port by which what a run committed is shown to others, before its result is told. */
@FunctionalInterface
public interface Publisher {

  Publisher NONE = (finished, told) -> finished.result();

  /**
   * Run whose work is done.
   *
   * @param hasPlans whether a dry run would have changed something
   */
  record Finished(RunResult result, boolean hasPlans) {}

  /**
   * Publishes it, or not. May block on the network; an interrupt ends it. Never throws.
   *
   * @param told hears of what was done
   * @return the result with what came of that; one that ended badly ends the same way
   */
  RunResult publish(Finished finished, Consumer<Event> told);
}
