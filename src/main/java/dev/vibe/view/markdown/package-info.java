/** Markdown and code as styled lines, block by block while it is still being written. */
@NullMarked
package dev.vibe.view.markdown;

import org.jspecify.annotations.NullMarked;
