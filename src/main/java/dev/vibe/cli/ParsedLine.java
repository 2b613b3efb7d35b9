package dev.vibe.cli;

import java.util.List;

/**
 * Line of arguments, taken apart but not yet understood.
 *
 * @param path the names that lead to the command; none for vibe itself
 * @param arguments those that the command takes, and no others
 */
record ParsedLine(List<String> path, CommandDefinition command, Arguments arguments) {}
