package dev.vibe.app.assembly;

/** Where a session's model comes from. */
@FunctionalInterface
public interface ModelSource {

  /** May block on the model's endpoint, and throws as {@link ModelSetup#connect} does. */
  SessionModel model(SessionPlan plan);
}
