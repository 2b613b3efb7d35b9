package dev.vibe.tool;

/** What preparing a call came to: something that can run, or a refusal. */
public sealed interface Prepared permits Invocation, Refusal {}
