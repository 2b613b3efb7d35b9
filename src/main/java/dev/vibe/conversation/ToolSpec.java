package dev.vibe.conversation;

/**
 * Specification of a tool, as the model sees it.
 *
 * @param parameters a JSON Schema (draft 7) of an object
 */
public record ToolSpec(String name, String description, RawJson parameters) {}
