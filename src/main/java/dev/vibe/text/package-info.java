/**
 * Strings as people see them: display width, control characters, cutting, nearest names and diffs.
 *
 * <p>Everything here is pure.
 */
@NullMarked
package dev.vibe.text;

import org.jspecify.annotations.NullMarked;
