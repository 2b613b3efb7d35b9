package dev.vibe.workspace.change;

/** Whether a write has to survive a power cut when it returns. */
enum Durability {
  LAZY,
  DURABLE
}
