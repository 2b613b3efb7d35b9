/**
 * Markdown and code as styled lines, block by block while it is still being written.
 *
 * <p>A line that came out stays as it is; the same text in other pieces gives the same lines. What
 * is not understood is shown as the characters that it is.
 */
@NullMarked
package dev.vibe.view.markdown;

import org.jspecify.annotations.NullMarked;
