package dev.vibe.agent;

/** Audience of what a model says at the end of a run. */
public enum Audience {
  /** A person, who can answer and go on. */
  PERSON,
  /** Nobody: with its answer the run is over. */
  NOBODY
}
