/**
 * Strings as people see them: display width, control characters, cutting, nearest names and diffs.
 *
 * <p>May use: the JDK and java-diff-utils, which stays inside this package. Everything here is
 * pure.
 */
@NullMarked
package dev.vibe.text;

import org.jspecify.annotations.NullMarked;
