/** The session behind the screen. */
@NullMarked
package dev.vibe.app.interactive;

import org.jspecify.annotations.NullMarked;
