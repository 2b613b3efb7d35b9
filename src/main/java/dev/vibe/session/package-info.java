/**
 * What a session leaves on disk: an append-only log, reading it back, and the transcript as a fold
 * of it.
 *
 * <p>A session is a folder {@code <state>/sessions/<id>} with {@code events.jsonl}: one durable
 * event a line in the public format, plus a checksum. Nothing here ever rewrites a line.
 */
@NullMarked
package dev.vibe.session;

import org.jspecify.annotations.NullMarked;
