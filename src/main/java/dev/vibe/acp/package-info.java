/**
 * Agent for editors over the Agent Client Protocol: sessions, prompts, questions and what happens,
 * as messages on two streams. What a session is, is behind the port {@link
 * dev.vibe.acp.EditorSessions}.
 */
@NullMarked
package dev.vibe.acp;

import org.jspecify.annotations.NullMarked;
