package dev.vibe.tool;

/**
 * What preparing a call came to: something that can run, a refusal, or a path that a person guards.
 */
public sealed interface Prepared permits Invocation, Refusal, GuardedPath {}
