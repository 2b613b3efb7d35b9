/**
 * Makes a conversation smaller: old results first.
 *
 * <p>What is cut says so in its place, so that the model knows what it no longer sees.
 */
@NullMarked
package dev.vibe.context.compaction;

import org.jspecify.annotations.NullMarked;
