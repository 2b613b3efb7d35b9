package dev.vibe.provider;

/**
 * Stream of one reply, pulled by one thread.
 *
 * <p>{@link #next()} blocks until something came, for at most the idle limit of the endpoint;
 * interrupting the thread, or {@link #close()} from any thread, ends the wait at once with a {@link
 * ModelEvent.Failed} of kind {@code CANCELLED}. Never throws. The last event is {@link
 * ModelEvent.Done} or {@link ModelEvent.Failed}; calling {@code next} after it is a bug of the
 * caller.
 */
public interface ModelStream extends AutoCloseable {

  ModelEvent next();

  /**
   * Whether the server has begun with this reply, also when nothing of it can be shown yet. From
   * any thread.
   */
  default boolean isAnswering() {
    return false;
  }

  /** Closes the connection. Idempotent; never throws. */
  @Override
  void close();
}
