package dev.vibe.text;

/** Choice of when colour is used. */
public enum ColorChoice {
  /** As the terminal and the environment say. */
  AUTO,
  /** As if everything were a terminal. */
  ALWAYS,
  NEVER
}
