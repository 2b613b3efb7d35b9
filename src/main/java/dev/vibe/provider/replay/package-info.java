/**
 * A model that plays a cassette: replies written down in a JSON file. No network, no key.
 *
 * <p>May use: {@code provider}, {@code conversation}, {@code problem}, {@code json}. The format is
 * described in {@code docs/cassettes.md}.
 */
@NullMarked
package dev.vibe.provider.replay;

import org.jspecify.annotations.NullMarked;
