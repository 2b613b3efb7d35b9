package dev.vibe.workspace;

/** What lies at a path. */
public enum PathKind {
  NOTHING,
  FILE,
  FOLDER,
  /** A pipe, socket, device, or a link that appeared after the path was resolved. */
  SPECIAL
}
