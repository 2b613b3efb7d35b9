/**
 * The terminal: questions in a one-shot run and what the standard streams are.
 *
 * <p>May use: {@code agent}, {@code approval}, L0–L1, and JLine, which stays inside this package
 * and is loaded only when a question is asked or a stream has to be looked at.
 */
@NullMarked
package dev.vibe.repl;

import org.jspecify.annotations.NullMarked;
