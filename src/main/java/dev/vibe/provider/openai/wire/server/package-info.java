/**
 * What servers say of themselves, and the profile of an endpoint that is kept.
 *
 * <p>What cannot be read beside the common API reads as nothing. A profile holds no secret and
 * nothing of a conversation.
 */
@NullMarked
package dev.vibe.provider.openai.wire.server;

import org.jspecify.annotations.NullMarked;
