package dev.vibe.tool;

import dev.vibe.problem.RefusalCode;

/**
 * Refusal of a call that cannot run.
 *
 * @param code stable kind for tests and counts, e.g. {@code not_found}, {@code ambiguous}, {@code
 *     outside}
 * @param message for the model: what is wrong and what to do instead
 */
public record Refusal(RefusalCode code, String message) implements Prepared {}
