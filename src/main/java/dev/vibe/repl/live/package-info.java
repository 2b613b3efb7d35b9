/**
 * The bottom of the screen as a pure function of the state and the time.
 *
 * <p>Each line is within the width of the screen.
 */
@NullMarked
package dev.vibe.repl.live;

import org.jspecify.annotations.NullMarked;
