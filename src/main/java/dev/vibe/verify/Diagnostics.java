package dev.vibe.verify;

import dev.vibe.problem.Problem;
import java.time.Duration;
import java.util.List;

/**
 * Port to whoever finds out what edits broke: language servers, a compiler. Looks at edits beside
 * the session, in their order. Thread-safe; nothing of it throws but for an interrupt.
 */
public interface Diagnostics extends AutoCloseable {

  /** Of a session in which nobody looks. */
  Diagnostics NONE =
      new Diagnostics() {
        @Override
        public void edited(List<EditedFile> files) {
          // nobody looks
        }

        @Override
        public void await(Duration longest) {
          // nothing comes
        }

        @Override
        public List<CodeFinding> take() {
          return List.of();
        }

        @Override
        public List<Problem> takeProblems() {
          return List.of();
        }

        @Override
        public void close() {
          // nothing was begun
        }
      };

  /** Files were written: has them looked at. Does not block. */
  void edited(List<EditedFile> files);

  /**
   * Waits until all that was edited is looked at, or for so long. One who was too slow the last
   * time, and is not done with that yet, is not waited for.
   */
  void await(Duration longest) throws InterruptedException;

  /** What was found to be broken since this was last asked. Does not block. */
  List<CodeFinding> take();

  /** What hindered it, for the user, since this was last asked. Does not block. */
  List<Problem> takeProblems();

  /** Ends all that it has begun. Idempotent. */
  @Override
  void close();
}
