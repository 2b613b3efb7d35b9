/**
 * The JSON of chat completions: what is written to a server and read from it, by streaming.
 *
 * <p>Null stands for what a server left out. Nothing here blocks, waits or opens anything;
 * everything but the two codecs that remember a session ({@link
 * dev.vibe.provider.openai.wire.request.RequestCodec}, {@link
 * dev.vibe.provider.openai.wire.CallIds}) is a function of its input.
 */
@NullMarked
package dev.vibe.provider.openai.wire;

import org.jspecify.annotations.NullMarked;
