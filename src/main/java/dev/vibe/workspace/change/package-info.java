/**
 * Change sets that survive a crash, the edits of one reply, and what the model has seen of a file.
 *
 * <p>No file of the workspace is written but by a change set, whose journal is on disk before the
 * first file is touched.
 */
@NullMarked
package dev.vibe.workspace.change;

import org.jspecify.annotations.NullMarked;
