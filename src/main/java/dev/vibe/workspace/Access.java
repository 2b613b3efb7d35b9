package dev.vibe.workspace;

/** How a path is going to be used. */
public enum Access {
  READ,
  WRITE
}
