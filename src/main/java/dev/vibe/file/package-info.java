/**
 * Files of vibe's own: replaced as a whole, for their owner only, read up to a bound, and why one
 * cannot be used.
 *
 * <p>A file is either the old one or the new one, whatever stops in between. Nothing here knows
 * what a file is for.
 */
@NullMarked
package dev.vibe.file;

import org.jspecify.annotations.NullMarked;
