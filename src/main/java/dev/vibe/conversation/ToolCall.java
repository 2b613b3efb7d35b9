package dev.vibe.conversation;

/**
 * Call that the model asks for.
 *
 * @param arguments the model's own text; a call whose arguments did not parse is kept as it came
 *     and answered with an error, and only the request codec replaces them with something sendable
 */
public record ToolCall(CallId id, String name, RawJson arguments) {}
