package dev.vibe.git.commit;

import dev.vibe.git.store.Head;

/**
 * Listener that hears of a commit before the index and the branch move, so that a kill cannot hide
 * it.
 */
@FunctionalInterface
public interface CommitAnnouncement {
  void of(Head from, String commit);
}
