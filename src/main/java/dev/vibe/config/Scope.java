package dev.vibe.config;

/** Scope of a setting: the layers that may set it. */
public enum Scope {
  /** Every layer, also a trusted project. */
  ANYWHERE,
  /** Every layer but the project: it would widen permissions, add endpoints or read keys. */
  NOT_PROJECT,
  /** Only the environment: secrets do not belong in files. */
  ENVIRONMENT,
  /** Only the administrator's file: it binds whoever uses the machine. */
  MANAGED
}
