package dev.vibe.config;

/** A value that one layer gives for a key. */
record ConfigEntry(ConfigKey key, Sourced value) {}
