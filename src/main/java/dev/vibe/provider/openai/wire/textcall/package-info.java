/**
 * Tool calls that a server sent as text: scanned, held back, parsed.
 *
 * <p>Text is a call only when nothing about it is in doubt: every name was offered, every JSON is
 * complete, and nothing follows. What the text quotes stays text.
 */
@NullMarked
package dev.vibe.provider.openai.wire.textcall;

import org.jspecify.annotations.NullMarked;
