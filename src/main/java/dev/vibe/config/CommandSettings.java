package dev.vibe.config;

import java.util.Optional;

/** Settings of what commands may use at most; empty for no limit. */
public record CommandSettings(
    Optional<Integer> memoryMegabytes,
    Optional<Integer> processes,
    Optional<Integer> fileMegabytes,
    Optional<Integer> cpuSeconds) {}
