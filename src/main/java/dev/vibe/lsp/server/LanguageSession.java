package dev.vibe.lsp.server;

/** Port of an open session. One thread at a time, but for {@link #stop}. */
public interface LanguageSession extends AutoCloseable {

  /**
   * Begins a run; its end is an event.
   *
   * @param text of the prompt
   */
  void prompt(String text) throws InterruptedException;

  /** Ends what goes on, in order. Does not block; while nothing goes on it does nothing. */
  void stop();

  /** Ends it; it stays kept. */
  @Override
  void close();
}
