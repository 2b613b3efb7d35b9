package dev.vibe.app.editor;

import dev.vibe.acp.EditorSessions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Supplier of sessions that are made once, when they are first asked for. */
final class LazySessions implements Supplier<EditorSessions> {

  private final Supplier<EditorSessions> source;
  private @Nullable EditorSessions made;

  LazySessions(Supplier<EditorSessions> source) {
    this.source = source;
  }

  @Override
  public synchronized EditorSessions get() {
    EditorSessions sessions = made;
    if (sessions == null) {
      sessions = source.get();
      made = sessions;
    }
    return sessions;
  }
}
