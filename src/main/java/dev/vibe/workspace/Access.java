package dev.vibe.workspace;

/** Kind of access to a path: how it is going to be used. */
public enum Access {
  READ,
  WRITE
}
