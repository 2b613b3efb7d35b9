/**
 * The public JSON of events, versioned: what {@code stream-json} prints and what session logs hold.
 *
 * <p>Pure functions; nothing here reads or writes files. Fields may be added within a version,
 * never removed or given another meaning; {@code schema/events.v1.json} describes it and tests hold
 * it to that.
 */
@NullMarked
package dev.vibe.protocol;

import org.jspecify.annotations.NullMarked;
