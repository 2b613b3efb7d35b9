package dev.vibe.workspace;

/** Kind of what lies at a path. */
public enum PathKind {
  NOTHING,
  FILE,
  FOLDER,
  /** A pipe, socket, device, or a link that appeared after the path was resolved. */
  SPECIAL
}
