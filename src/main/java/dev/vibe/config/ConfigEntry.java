package dev.vibe.config;

/** A value that one layer gives for a key. */
public record ConfigEntry(ConfigKey key, ConfigValue value) {}
