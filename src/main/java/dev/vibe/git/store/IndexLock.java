package dev.vibe.git.store;

import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Lock of the index that stays: whoever held it was killed, perhaps. Nothing tells whose it is, so
 * it is named and never removed.
 */
public final class IndexLock {

  /** A program at work holds it for less, unless it waits for an editor. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final Duration RETRY = Duration.ofMillis(25);

  private IndexLock() {}

  /** Where it is, or would be. */
  public static Path file(GitFolders folders) {
    return folders.gitDir().resolve("index.lock");
  }

  /**
   * What is to be told before anybody wants to commit: a lock that is older than a minute. Cheap;
   * never throws.
   */
  public static List<Problem> leftBehind(GitFolders folders, GitSettings settings) {
    Path lock = file(folders);
    try {
      Instant made = Files.getLastModifiedTime(lock).toInstant();
      Duration age = Duration.between(made, settings.clock().instant());
      return age.compareTo(LONG) > 0 ? List.of(left(lock, age.toMinutes())) : List.of();
    } catch (IOException e) {
      return List.of(); // none, as usual
    }
  }

  private static Problem left(Path lock, long minutes) {
    return new Problem(
        ProblemCode.GIT_LOCKED,
        "nothing can be committed here as long as a lock is in the way",
        "%s has been there for %d min; a program that was killed may have left it"
            .formatted(lock, minutes),
        remedy(lock));
  }

  /** What a person can do about a lock that is held. */
  public static String remedy(Path lock) {
    return "wait for it to end; if pgrep -a git lists no git at work here, also none that waits for"
        + " an editor, and no other vibe commits: rm '"
        + lock
        + "'";
  }

  /** Between two looks whether a lock is free; whoever holds it is done in milliseconds. */
  static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (InterruptedIOException)
          new InterruptedIOException("interrupted while waiting for a lock").initCause(e);
    }
  }
}
