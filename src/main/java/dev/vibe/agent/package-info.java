/**
 * The loop and its façade: prompt, reply, tool calls, results, until the model is done or a limit
 * is reached.
 *
 * <p>Knows no JSON, HTTP, terminal, picocli or JGit. One thread owns a session; {@link
 * dev.vibe.agent.AgentSession#submit} is the only way in from another.
 */
@NullMarked
package dev.vibe.agent;

import org.jspecify.annotations.NullMarked;
