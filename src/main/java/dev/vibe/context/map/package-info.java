/**
 * The files and definitions that matter for a prompt, ranked, within a budget of tokens.
 *
 * <p>A file is known by its names and words, as hashes, and by what it defines; both are kept by
 * the hash of its content. What the user's rules do not leave free to read is never looked at.
 */
@NullMarked
package dev.vibe.context.map;

import org.jspecify.annotations.NullMarked;
