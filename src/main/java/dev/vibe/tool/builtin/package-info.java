/**
 * The tools that come with the program: reading and searching files, editing them, commands,
 * commits.
 *
 * <p>May use: {@code tool} and what that may use. Names and parameters are part of the public face;
 * descriptions are short, because a model reads all of them before its first word.
 */
@NullMarked
package dev.vibe.tool.builtin;

import org.jspecify.annotations.NullMarked;
