/**
 * The command line: argv to one {@link dev.vibe.cli.ParsedCommand}, and the process entry.
 *
 * <p>Parsing does no I/O; help and version load no parser.
 */
@NullMarked
package dev.vibe.cli;

import org.jspecify.annotations.NullMarked;
