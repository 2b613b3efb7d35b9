/**
 * A run's change as {@code git apply} takes it, binary files included.
 *
 * <p>Bytes, not text: each file is in its own encoding. A binary patch is applied only to the very
 * content that it was made for.
 */
@NullMarked
package dev.vibe.git.patch;

import org.jspecify.annotations.NullMarked;
