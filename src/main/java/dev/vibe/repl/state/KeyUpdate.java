package dev.vibe.repl.state;

import dev.vibe.repl.key.Key;

/** Keys at the prompt, edited as Vi does or as usual. */
final class KeyUpdate {

  private KeyUpdate() {}

  static Step apply(SessionState state, Key key, long now) {
    return ViUpdate.apply(state, key, now).orElseGet(() -> PromptKeys.apply(state, key, now));
  }
}
