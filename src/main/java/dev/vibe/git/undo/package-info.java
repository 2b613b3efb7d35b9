/**
 * Plans and carries out undo, redo and revert.
 *
 * <p>A plan is a value that can be shown; carrying it out looks again at everything that the plan
 * relied on.
 */
@NullMarked
package dev.vibe.git.undo;

import org.jspecify.annotations.NullMarked;
