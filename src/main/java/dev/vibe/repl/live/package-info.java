/** The bottom of the screen as a pure function of the state. */
@NullMarked
package dev.vibe.repl.live;

import org.jspecify.annotations.NullMarked;
