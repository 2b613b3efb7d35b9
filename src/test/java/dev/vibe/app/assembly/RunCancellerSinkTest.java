package dev.vibe.app.assembly;

import dev.vibe.event.EventSink;
import dev.vibe.event.EventSinkContract;

class RunCancellerSinkTest extends EventSinkContract {

  @Override
  protected EventSink sink() {
    return new RunCanceller();
  }
}
