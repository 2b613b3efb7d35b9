package dev.vibe.app.assembly;

import dev.vibe.agent.AgentSession;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.problem.Problem;
import dev.vibe.provider.ChatModel;
import dev.vibe.session.MatchCounts;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeper of what outlives the runs of a session; used while no run goes on. */
public record RunKeeping(HostEnvironment host, SessionPlan plan) {

  private static final Logger LOG = LoggerFactory.getLogger(RunKeeping.class);

  /** Adds up how edits found their place. */
  public void countMatches(ChatModel model, AgentSession session) {
    try {
      new MatchCounts(host.state().path()).add(model.id(), session.takeMatches());
    } catch (IOException e) {
      LOG.warn("cannot count how edits matched", e);
    }
  }

  /** Keeps the whole change of a conversation where that is wanted. */
  public Optional<Problem> keepPatch(SessionAssembly.Conversation conversation) {
    return new RunTerms(host, plan)
        .patch()
        .keep(() -> conversation.resources().git().patch(conversation.changes()));
  }
}
