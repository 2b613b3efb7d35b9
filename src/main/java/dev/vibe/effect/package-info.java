/**
 * What a tool call would do, as plain data, and whether a run does it or shows it: the one thing
 * that dry runs, questions and rules read.
 *
 * <p>Paths are relative to the workspace root with {@code /}, or absolute when they lie outside of
 * it.
 */
@NullMarked
package dev.vibe.effect;

import org.jspecify.annotations.NullMarked;
