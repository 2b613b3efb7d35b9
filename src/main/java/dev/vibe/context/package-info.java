/**
 * What the model is told: system prompt, fragments, mentions, images; the request within the
 * window.
 *
 * <p>The system prompt is built once a session and stays the same to the byte, so that a server's
 * prefix cache holds.
 */
@NullMarked
package dev.vibe.context;

import org.jspecify.annotations.NullMarked;
