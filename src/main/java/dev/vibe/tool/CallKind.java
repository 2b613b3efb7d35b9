package dev.vibe.tool;

/** Kind of a call: decides when it runs among the others of its reply. */
public enum CallKind {
  /** {@link Invocation.Reading}. */
  READS,
  /** {@link Invocation.Editing}. */
  EDITS,
  /** {@link Invocation.Acting}. */
  ACTS
}
