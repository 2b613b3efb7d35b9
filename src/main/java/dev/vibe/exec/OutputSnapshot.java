package dev.vibe.exec;

/**
 * Snapshot of the output of a command that still runs.
 *
 * @param end the last of it, at most 2,000 bytes, as plain text
 * @param lines how many line ends there were
 */
public record OutputSnapshot(String end, long lines) {}
