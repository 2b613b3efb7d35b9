package dev.vibe.task.heal;

import java.util.Optional;

/**
 * File that an attempt changed.
 *
 * @param path relative to the working folder
 * @param before its text; empty when it was not there, or is no text
 * @param after its text; empty when it is gone, or is no text
 */
public record ChangedSource(String path, Optional<String> before, Optional<String> after) {}
