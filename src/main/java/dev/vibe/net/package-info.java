/**
 * The one HTTP client, and what belongs to a connection: server-sent events, retry, proxies,
 * redaction.
 *
 * <p>A redirect is followed to the same server only, nothing is kept open without a limit, and
 * every wait ends at once when its call is cancelled or its thread is interrupted.
 */
@NullMarked
package dev.vibe.net;

import org.jspecify.annotations.NullMarked;
