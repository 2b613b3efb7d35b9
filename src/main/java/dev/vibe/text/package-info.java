/**
 * Strings as people see them: display width, control characters, cutting, nearest names, diffs and
 * patterns of file names.
 *
 * <p>Everything here is pure.
 */
@NullMarked
package dev.vibe.text;

import org.jspecify.annotations.NullMarked;
