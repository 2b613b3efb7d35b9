package dev.vibe.app.assembly;

import dev.vibe.event.EventSink;
import dev.vibe.problem.Problem;
import dev.vibe.provider.ChatModel;
import java.util.List;
import java.util.Optional;
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
        public Optional<Problem> reversing(Reversal what) {
          return Optional.empty();
        }

        @Override
        public void reversed(Reversal what, List<String> restored, List<String> left) {
          // Nobody asks for it.
        }

        @Override
        public void close() {
          // There is nothing to close.
        }
      };

  /**
   * Reversal of what a run changed, by a person.
   *
   * @param session the one whose changes it is about
   * @param direction {@code undo}, or {@code redo} of an undo
   * @param files relative to the working folder
   */
  record Reversal(String session, String direction, List<String> files) {
    public Reversal {
      files = List.copyOf(files);
    }
  }

  /** Those that hear of everything, before anybody else does. */
  List<EventSink> sinks();

  /** The same model, of which each request is recorded before it is sent and after its end. */
  ChatModel watched(ChatModel model);

  /** From now on this hears why nothing more may be done; on the thread that was about to. */
  void whenStopped(Consumer<Problem> listener);

  /**
   * Before a person takes changes back.
   *
   * @return why that must not be done; empty when it may
   */
  Optional<Problem> reversing(Reversal what);

  /** After it: the files that are as they were, and those that had to be left. */
  void reversed(Reversal what, List<String> restored, List<String> left);

  /** Records the end, and waits for what is on its way, not for long. Never throws. */
  void close();
}
