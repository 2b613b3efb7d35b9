package dev.vibe.app.command;

import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.task.batch.Meter;

/** Listener to a run that tells the meter of its task. Owned by the session's thread. */
final class MeteredEvents implements EventSink {

  private final Meter meter;
  private int turns;

  MeteredEvents(Meter meter) {
    this.meter = meter;
  }

  @Override
  public void accept(Envelope envelope) {
    switch (envelope.event()) {
      case Event.ToolCalled called -> meter.activity(called.title());
      case Event.ToolFinished finished -> meter.activity("waiting for the model");
      case Event.UserSaid said -> meter.activity("waiting for the model");
      case Event.RetryScheduled retry -> meter.activity("trying again");
      case Event.TaskWorks works -> meter.activity(works.task().line());
      case Event.UsageReported used ->
          meter.spent(++turns, used.total().totalTokens(), used.costUsd());
      case Event other -> {}
    }
  }
}
