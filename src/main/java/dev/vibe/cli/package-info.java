/**
 * The command line.
 *
 * <p>May use: everything below, and picocli, which nothing else may. {@link dev.vibe.cli.Main} is
 * the only place that touches the standard streams, the environment and the exit code.
 */
@NullMarked
package dev.vibe.cli;

import org.jspecify.annotations.NullMarked;
