package dev.vibe.tool;

/**
 * Declaration of a tool: what is known of it before any call. Fixed for a session.
 *
 * @param name {@code ^[a-z_]{1,64}$}
 * @param description what the model reads: one or two sentences
 * @param inputType the input record, see {@link Tool}
 * @param kind of the invocations that {@link Tool#prepare} yields
 */
public record ToolDeclaration<I extends Record>(
    String name, String description, Class<I> inputType, CallKind kind) {}
