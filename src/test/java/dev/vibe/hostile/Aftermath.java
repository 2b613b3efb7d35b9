package dev.vibe.hostile;

import dev.vibe.e2e.RunningVibe;
import dev.vibe.e2e.Stage;
import dev.vibe.testkit.ScriptedServer;
import java.util.stream.Stream;

/** State of the place when the run has ended. */
record Aftermath(Scene scene, RunningVibe.Ended ended, Stage stage) {

  Stream<ScriptedServer.Received> requests() {
    return stage.server().allRequests().stream();
  }
}
