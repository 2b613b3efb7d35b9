package dev.vibe.git.store;

/** Somebody else holds the lock of the index. */
public final class IndexLocked extends Exception {
  private static final long serialVersionUID = 1L;
}
