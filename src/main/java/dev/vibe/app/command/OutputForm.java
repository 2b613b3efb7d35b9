package dev.vibe.app.command;

/** Choice of how a command writes what it found to standard output. */
public enum OutputForm {
  TEXT,
  /** One object. */
  JSON
}
