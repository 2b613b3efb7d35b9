/** A run's change as {@code git apply} takes it, binary files included. */
@NullMarked
package dev.vibe.git.patch;

import org.jspecify.annotations.NullMarked;
