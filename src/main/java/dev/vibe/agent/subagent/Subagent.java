package dev.vibe.agent.subagent;

import dev.vibe.agent.AgentSession;

/**
 * Subagent that is ready for its task; to be closed after it.
 *
 * @param where the place to name with its answer; empty when it works in place
 */
public record Subagent(AgentSession session, String where, Runnable closing)
    implements AutoCloseable {

  /** Ends its session, which stops what it does; waits for that, not for long. */
  @Override
  public void close() {
    session.close();
    closing.run();
  }
}
