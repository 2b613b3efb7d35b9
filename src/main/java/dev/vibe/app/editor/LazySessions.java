package dev.vibe.app.editor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Supplier of sessions that are made once, when they are first asked for.
 *
 * @param <T> what one face takes for them
 */
final class LazySessions<T> implements Supplier<T> {

  private final Supplier<T> source;
  private @Nullable T made;

  LazySessions(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public synchronized T get() {
    T sessions = made;
    if (sessions == null) {
      sessions = source.get();
      made = sessions;
    }
    return sessions;
  }
}
