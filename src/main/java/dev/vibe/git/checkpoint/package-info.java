/**
 * Checkpoints below {@code refs/vibe}: what a run changed, recorded before it is written.
 *
 * <p>Neither the index nor HEAD nor hooks are touched by a checkpoint.
 */
@NullMarked
package dev.vibe.git.checkpoint;

import org.jspecify.annotations.NullMarked;
