/**
 * What was said: immutable values, no behaviour beyond small views of themselves.
 *
 * <p>Tool arguments stay the model's own bytes ({@link dev.vibe.conversation.RawJson}) until the
 * tool binds them; system prompts are not part of a conversation.
 */
@NullMarked
package dev.vibe.conversation;

import org.jspecify.annotations.NullMarked;
