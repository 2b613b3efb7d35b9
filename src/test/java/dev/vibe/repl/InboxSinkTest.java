package dev.vibe.repl;

import dev.vibe.event.EventSink;
import dev.vibe.event.EventSinkContract;

class InboxSinkTest extends EventSinkContract {

  @Override
  protected EventSink sink() {
    return new Inbox();
  }
}
