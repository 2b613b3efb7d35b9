/**
 * What a tool call would do, as plain data: the one thing that dry runs, approval questions,
 * policies and audits read.
 *
 * <p>Paths are relative to the workspace root with {@code /}, or absolute when they lie outside of
 * it.
 */
@NullMarked
package dev.vibe.effect;

import org.jspecify.annotations.NullMarked;
