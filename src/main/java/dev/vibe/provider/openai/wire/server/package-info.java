/** What servers say of themselves, and the profile of an endpoint that is kept. */
@NullMarked
package dev.vibe.provider.openai.wire.server;

import org.jspecify.annotations.NullMarked;
