/**
 * The session behind the screen: does what the screen asks, one request after another.
 *
 * <p>The thread of the requests owns all of this; a stop and a change of mode come from the
 * screen's. Nothing here writes to the terminal: what is to be seen goes to the screen as an input.
 */
@NullMarked
package dev.vibe.app.interactive;

import org.jspecify.annotations.NullMarked;
