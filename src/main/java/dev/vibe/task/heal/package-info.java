/**
 * Red command in, fix, green out; never by weakening a test.
 *
 * <p>{@link dev.vibe.task.heal.Healer} decides; what it works on it reaches by {@link
 * dev.vibe.task.heal.Workbench}.
 */
@NullMarked
package dev.vibe.task.heal;

import org.jspecify.annotations.NullMarked;
