package dev.vibe.workspace.change;

/** Choice of whether a write has to survive a power cut when it returns. */
enum Durability {
  LAZY,
  DURABLE
}
