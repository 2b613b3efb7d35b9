package dev.vibe.config;

/** Entry of a value that one layer gives for a key. */
public record ConfigEntry(ConfigKey key, ConfigValue value) {}
