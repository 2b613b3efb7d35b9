/**
 * The command line: argv to one {@link dev.vibe.cli.ParsedCommand}, and the process entry.
 *
 * <p>A command is one class that implements {@link dev.vibe.cli.CommandDefinition} and one line in
 * {@link dev.vibe.cli.Subcommands}. {@link dev.vibe.cli.CommandModel} makes picocli's model from
 * it, which parsing, help, usage errors, completions and the manual page read. picocli stays inside
 * this package. Parsing does no I/O; help, version and a plain line load no parser.
 */
@NullMarked
package dev.vibe.cli;

import org.jspecify.annotations.NullMarked;
