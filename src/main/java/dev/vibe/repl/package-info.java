/**
 * The terminal: the interactive session's driver, questions in a one-shot run, and what the
 * standard streams are.
 *
 * <p>May use: {@code approval}, its own subpackages, L0–L1, and JLine, which stays inside this
 * package and is loaded only when a terminal is needed. One thread owns the screen; keys, events
 * and questions reach it through the inbox.
 */
@NullMarked
package dev.vibe.repl;

import org.jspecify.annotations.NullMarked;
