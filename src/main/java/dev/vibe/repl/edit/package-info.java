/**
 * Text that is being edited, its history, and finding things by a few of their characters. Values
 * only.
 */
@NullMarked
package dev.vibe.repl.edit;

import org.jspecify.annotations.NullMarked;
