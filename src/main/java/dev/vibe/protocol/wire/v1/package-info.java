/**
 * Version 1 of the event lines: names, order and types of fields.
 *
 * <p>Only {@code protocol} calls it. The writer is on the path to the first request and therefore
 * streams.
 */
@NullMarked
package dev.vibe.protocol.wire.v1;

import org.jspecify.annotations.NullMarked;
