/**
 * Unified diffs, read and applied.
 *
 * <p>A patch applies as a whole or not at all.
 */
@NullMarked
package dev.vibe.workspace.patch;

import org.jspecify.annotations.NullMarked;
