package dev.vibe.app.assembly;

import dev.vibe.context.memory.RunRecorder;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.session.Prompts;
import java.util.Optional;

/**
 * Sink that remembers what a session does in its repository, from the first call on: a run without
 * one has nothing to be remembered. Called by the thread that publishes.
 */
final class SessionMemory implements EventSink {

  private final MemoryAccess access;
  private final SessionPlan plan;
  private final Prompts prompts;
  private Optional<RunRecorder> recorder = Optional.empty();

  SessionMemory(MemoryAccess access, SessionPlan plan, Prompts prompts) {
    this.access = access;
    this.plan = plan;
    this.prompts = prompts;
  }

  @Override
  public void accept(Envelope envelope) {
    boolean isCall = envelope.event() instanceof Event.ToolCalled;
    if (recorder.isEmpty()) {
      if (!isCall || !plan.config().remembers() || plan.options().changes().isDryRun()) {
        return;
      }
      recorder = Optional.of(access.recorder());
    }
    if (isCall) {
      recorder.get().prompt(prompts.standing().getLast().text());
    }
    recorder.get().accept(envelope);
  }
}
