/** The composition root: one object that does what each command asks, out of the rooms below it. */
@NullMarked
package dev.vibe.app;

import org.jspecify.annotations.NullMarked;
