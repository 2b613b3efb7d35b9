/**
 * Markdown and code as styled lines, block by block while it is still being written.
 *
 * <p>May use: {@code repl.view}.
 */
@NullMarked
package dev.vibe.repl.markdown;

import org.jspecify.annotations.NullMarked;
