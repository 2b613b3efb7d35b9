package dev.vibe.event;

/** Choice of how much of what happens in a run people are told on standard error. */
public enum Detail {
  /** Problems and notices only. */
  QUIET,
  NORMAL,
  VERBOSE
}
