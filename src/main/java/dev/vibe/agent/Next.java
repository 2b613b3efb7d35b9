package dev.vibe.agent;

/** Decision of the loop after a reply. */
sealed interface Next {

  /** The model is asked again. */
  record GoOn() implements Next {}

  /** How the loop ended. */
  sealed interface End extends Next {

    record Answered(String answer) implements End {}

    /**
     * It ended before the model was done.
     *
     * @param lastText what the model said last; empty when that was nothing
     */
    record Stopped(Stop stop, String lastText) implements End {}
  }
}
