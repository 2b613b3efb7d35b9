/**
 * Whether what a run did works: the user's command, how it ended, and the tree that it ran on.
 *
 * <p>A verification decides nothing: who asked for it says what a red one means.
 */
@NullMarked
package dev.vibe.verify;

import org.jspecify.annotations.NullMarked;
