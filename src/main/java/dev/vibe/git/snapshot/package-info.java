/**
 * The working folder at one moment, and what changed since.
 *
 * <p>Reads only.
 */
@NullMarked
package dev.vibe.git.snapshot;

import org.jspecify.annotations.NullMarked;
