package dev.vibe.audit;

import dev.vibe.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Port to one place that sealed lines go to. Used by one thread at a time; never throws. */
interface LineSink extends AutoCloseable {

  /**
   * Takes a line over, or keeps it for later.
   *
   * @return why it is not where it should be, as far as that is known by now
   */
  Optional<Problem> take(String line);

  /** What is to be told, each once. From any thread. */
  List<Problem> takeNotices();

  /** Waits for what is under way, not for long; what is left is kept for the next run. */
  @Override
  void close();
}
