/**
 * Text that is being edited, its history, and finding things by a few of their characters. Values
 * only.
 *
 * <p>May use: {@code text}.
 */
@NullMarked
package dev.vibe.repl.edit;

import org.jspecify.annotations.NullMarked;
