/**
 * Any server's stream to one reply.
 *
 * <p>Nothing here blocks, waits or opens anything.
 */
@NullMarked
package dev.vibe.provider.openai.wire.reply;

import org.jspecify.annotations.NullMarked;
