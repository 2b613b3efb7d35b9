package dev.vibe.app.assembly;

/** Source of a session's model: an endpoint, a replay or a script. */
@FunctionalInterface
public interface ModelSource {

  /** May block on the model's endpoint, and throws as {@link ModelSetup#connect} does. */
  SessionModel model(SessionPlan plan);
}
