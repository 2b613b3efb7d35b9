/**
 * Conversation to request: stable to the byte, and legal for the strictest server.
 *
 * <p>A request begins with the bytes of the one before for as long as the conversation only grows.
 * One codec belongs to one session and one thread.
 */
@NullMarked
package dev.vibe.provider.openai.wire.request;

import org.jspecify.annotations.NullMarked;
