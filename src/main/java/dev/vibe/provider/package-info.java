/**
 * Access to a model: the port ({@link dev.vibe.provider.ChatModel}) and its values.
 *
 * <p>A stream never throws: failure is its last event. {@code provider.openai} speaks to any
 * OpenAI-compatible endpoint over {@code provider.openai.wire}; {@code provider.replay} plays a
 * cassette.
 */
@NullMarked
package dev.vibe.provider;

import org.jspecify.annotations.NullMarked;
