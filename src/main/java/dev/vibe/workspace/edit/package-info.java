/**
 * Finds the one place in a text that an edit means.
 *
 * <p>Pure: text in, match or a refusal that explains itself out. A step that could mean two places
 * never chooses one of them.
 */
@NullMarked
package dev.vibe.workspace.edit;

import org.jspecify.annotations.NullMarked;
