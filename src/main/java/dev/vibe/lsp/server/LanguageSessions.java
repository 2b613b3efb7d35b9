package dev.vibe.lsp.server;

import java.nio.file.Path;

/** Port of the sessions that an editor works in. Thread-safe. */
public interface LanguageSessions {

  /**
   * A new session, which blocks until there is a model.
   *
   * @param folder absolute
   * @param face hears of everything that happens in it
   * @throws dev.vibe.problem.VibeException when the folder, the configuration or the model cannot
   *     be used
   */
  LanguageSession begin(Path folder, LanguageFace face) throws InterruptedException;
}
