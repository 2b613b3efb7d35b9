package dev.vibe.agent;

import dev.vibe.event.EventSink;
import dev.vibe.event.EventSinkContract;

class RunTallySinkTest extends EventSinkContract {

  @Override
  protected EventSink sink() {
    return new RunTally();
  }
}
