package dev.vibe.effect;

/** Mode of execution: whether the run changes anything or only shows what it would change. */
public enum ExecutionMode {
  REAL,
  DRY_RUN
}
