package dev.vibe.config;

/** Settings of what commands may use at most; 0 for no limit. */
public record CommandSettings(
    int memoryMegabytes, int processes, int fileMegabytes, int cpuSeconds) {}
