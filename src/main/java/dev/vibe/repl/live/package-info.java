/**
 * The bottom of the screen as a pure function of the state.
 *
 * <p>May use: {@code repl.state} and what that may use.
 */
@NullMarked
package dev.vibe.repl.live;

import org.jspecify.annotations.NullMarked;
