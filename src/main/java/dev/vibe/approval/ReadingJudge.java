package dev.vibe.approval;

import dev.vibe.effect.Effect;
import java.util.Optional;

/**
 * Port that tells of a command whether it is certain to do no more than read what may be read
 * unasked. Implementations look at the disk and are thread-safe.
 */
@FunctionalInterface
public interface ReadingJudge {

  /** Nothing is certain. */
  ReadingJudge NONE = run -> Optional.of("");

  /**
   * Why that is not certain, for people: {@code a redirection to a file}, or the empty text where
   * nobody looked; nothing when it is certain.
   */
  Optional<String> doubt(Effect.Run run);
}
