/** Sessions behind an editor: those of this process, for whatever protocol asks for them. */
@NullMarked
package dev.vibe.app.editor;

import org.jspecify.annotations.NullMarked;
