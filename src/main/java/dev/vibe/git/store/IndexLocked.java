package dev.vibe.git.store;

/** Failure to lock the index, because somebody else holds the lock. */
public final class IndexLocked extends Exception {
  private static final long serialVersionUID = 1L;
}
