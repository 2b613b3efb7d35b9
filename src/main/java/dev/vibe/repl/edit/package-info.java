/**
 * Text that is being edited, its history, and finding things by a few of their characters.
 *
 * <p>Immutable values: no terminal, no file, no clock. The cursor stands between characters as
 * people see them.
 */
@NullMarked
package dev.vibe.repl.edit;

import org.jspecify.annotations.NullMarked;
