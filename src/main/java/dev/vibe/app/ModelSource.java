package dev.vibe.app;

/** Where a session's model comes from. */
@FunctionalInterface
interface ModelSource {

  /** May block on the model's endpoint, and throws as {@link ModelSetup#connect} does. */
  SessionModel model(Task task);
}
