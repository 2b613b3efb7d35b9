/** Conversation to request: stable to the byte, and legal for the strictest server. */
@NullMarked
package dev.vibe.provider.openai.wire.request;

import org.jspecify.annotations.NullMarked;
