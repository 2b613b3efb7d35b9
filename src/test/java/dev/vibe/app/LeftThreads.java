package dev.vibe.app;

import java.time.Duration;

/** Threads that a run leaves to the end of the process, which a test has to await. */
final class LeftThreads {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private LeftThreads() {}

  /**
   * Waits for the look at the repository, which nobody needs once a run has ended early, and which
   * writes below the state folder.
   */
  static void awaitLooks() {
    try {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("git")) {
          thread.join(PATIENCE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
