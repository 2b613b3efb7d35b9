package dev.vibe.net;

/**
 * Event that a server sent (SSE).
 *
 * @param type the {@code event} field; empty when there was none
 * @param data the {@code data} lines, joined by line feeds
 * @param id the last {@code id} field seen so far; empty when there was none
 */
public record SseEvent(String type, String data, String id) {}
