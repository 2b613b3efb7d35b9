/**
 * The tools that every session has.
 *
 * <p>A tool holds no state of a call; what belongs to a session, such as the todo list, is owned by
 * the instance.
 */
@NullMarked
package dev.vibe.tool.builtin;

import org.jspecify.annotations.NullMarked;
