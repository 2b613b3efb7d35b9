/**
 * What an interactive session is and how it changes: one immutable state, one pure update.
 *
 * <p>No clock, no terminal, no thread: time comes in with each input, and what has to be done goes
 * out as actions.
 */
@NullMarked
package dev.vibe.repl.state;

import org.jspecify.annotations.NullMarked;
