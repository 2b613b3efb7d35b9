/**
 * Models that play what was written down: a cassette, or a list of calls. No network, no key.
 *
 * <p>The format of cassettes is described in {@code docs/cassettes.md}.
 */
@NullMarked
package dev.vibe.provider.replay;

import org.jspecify.annotations.NullMarked;
