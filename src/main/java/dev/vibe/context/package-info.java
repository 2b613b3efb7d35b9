/**
 * From transcript to request, within the model's window.
 *
 * <p>May use: {@code config}, {@code workspace}, {@code git}, {@code provider}, {@code tool} and
 * L0–L1. Every text that the model sees beside the conversation is a {@link
 * dev.vibe.context.Fragment}. The system prompt is built once a session and stays the same to the
 * byte, so that a server's prefix cache holds.
 */
@NullMarked
package dev.vibe.context;

import org.jspecify.annotations.NullMarked;
