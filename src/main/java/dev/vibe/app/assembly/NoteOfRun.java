package dev.vibe.app.assembly;

import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.git.commit.CommitNote;
import dev.vibe.provider.ChatModel;
import java.util.function.Supplier;

/**
 * Source of the note on the commits of a run: what the run has cost so far. Owned by the session's
 * thread.
 */
final class NoteOfRun implements EventSink, Supplier<CommitNote> {

  private final String sessionId;
  private ChatModel model;
  private Usage total = Usage.NONE;

  NoteOfRun(String sessionId, ChatModel model) {
    this.sessionId = sessionId;
    this.model = model;
  }

  /** The model from now on; called while no run goes on. */
  void model(ChatModel next) {
    model = next;
  }

  @Override
  public void accept(Envelope envelope) {
    if (envelope.event() instanceof Event.UsageReported reported) {
      total = reported.total();
    }
  }

  @Override
  public CommitNote get() {
    return new CommitNote(sessionId, model.id(), total);
  }
}
