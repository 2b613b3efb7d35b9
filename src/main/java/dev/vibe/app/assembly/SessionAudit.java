package dev.vibe.app.assembly;

import dev.vibe.event.EventSink;
import dev.vibe.problem.Problem;
import dev.vibe.provider.ChatModel;
import java.util.List;
import java.util.function.Consumer;

/**
 * Port to a record of a session that others can check. In most sessions there is none, and then
 * nothing of it is loaded.
 */
public interface SessionAudit {

  /** No record. */
  SessionAudit NONE =
      new SessionAudit() {
        @Override
        public List<EventSink> sinks() {
          return List.of();
        }

        @Override
        public ChatModel watched(ChatModel model) {
          return model;
        }

        @Override
        public void whenStopped(Consumer<Problem> listener) {
          // Nothing is ever in the way.
        }

        @Override
        public void close() {
          // There is nothing to close.
        }
      };

  /** Those that hear of everything, before anybody else does. */
  List<EventSink> sinks();

  /** The same model, of which each request is recorded before it is sent and after its end. */
  ChatModel watched(ChatModel model);

  /** From now on this hears why nothing more may be done; on the thread that was about to. */
  void whenStopped(Consumer<Problem> listener);

  /** Records the end, and waits for what is on its way, not for long. Never throws. */
  void close();
}
