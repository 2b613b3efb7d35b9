package dev.vibe.app.assembly;

import dev.vibe.event.EventSink;
import dev.vibe.event.EventSinkContract;
import dev.vibe.testkit.ScriptedModel;

class NoteOfRunSinkTest extends EventSinkContract {

  @Override
  protected EventSink sink() {
    return new NoteOfRun("s", new ScriptedModel());
  }
}
