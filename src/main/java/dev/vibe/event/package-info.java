/**
 * What happened ({@link dev.vibe.event.Event}) and what is asked ({@link dev.vibe.event.Command}).
 *
 * <p>Events are facts: values only, no live objects, and a delta carries its delta only. Durable
 * events are written to the session log before anybody sees them and are never dropped; transient
 * ones may be coalesced by a slow reader.
 */
@NullMarked
package dev.vibe.event;

import org.jspecify.annotations.NullMarked;
