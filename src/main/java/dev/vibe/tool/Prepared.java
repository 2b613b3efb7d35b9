package dev.vibe.tool;

/**
 * Outcome of preparing a call: something that can run, a refusal, or a path that a person guards.
 */
public sealed interface Prepared permits Invocation, Refusal, GuardedPath {}
