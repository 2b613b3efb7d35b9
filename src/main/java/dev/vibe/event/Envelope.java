package dev.vibe.event;

import java.time.Instant;

/**
 * Envelope of an event: its place in the session.
 *
 * @param seq counts from 1 in a session, without gaps over all events, durable and transient
 * @param turn the model reply it belongs to, from 1; 0 before the first
 */
public record Envelope(long seq, Instant at, String sessionId, int turn, Event event) {}
