package dev.vibe.config;

/** Which layers may set a value. */
public enum Scope {
  /** Every layer, also a trusted project. */
  ANYWHERE,
  /** Every layer but the project: it would widen permissions, add endpoints or read keys. */
  NOT_PROJECT,
  /** Only the environment: secrets do not belong in files. */
  ENVIRONMENT
}
