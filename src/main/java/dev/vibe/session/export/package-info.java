/**
 * A session in forms for people and for other programs: Markdown, one HTML page, JSON, ATIF, a
 * cassette. Each is a fold of the events of its log; pure.
 */
@NullMarked
package dev.vibe.session.export;

import org.jspecify.annotations.NullMarked;
