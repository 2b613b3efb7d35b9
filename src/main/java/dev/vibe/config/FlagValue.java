package dev.vibe.config;

/**
 * Value of a setting that an option of the command line sets.
 *
 * @param key the setting's name, e.g. {@code max_turns}
 * @param flag the option as it was written, with its dashes
 * @param text the value as text
 */
public record FlagValue(String key, String flag, String text) {}
