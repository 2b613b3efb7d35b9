package dev.vibe.app.assembly;

import dev.vibe.agent.AgentSession;
import dev.vibe.context.map.MapBudget;
import dev.vibe.context.map.RepositoryMap;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import java.util.List;
import java.util.Optional;

/**
 * Map of the repository for one session.
 *
 * @param map empty when there is to be none
 * @param wanted what the user said of it, if anything
 */
public record SessionMap(Optional<RepositoryMap> map, Optional<Boolean> wanted) {

  /** Of a session that has none. */
  public static final SessionMap NONE = new SessionMap(Optional.empty(), Optional.empty());

  /**
   * What goes along with the first prompt; nothing in a small window. What takes too long is told
   * with a later request of the same run.
   */
  public List<Part> parts(Message.User prompt, SessionModel model, AgentSession session)
      throws InterruptedException {
    if (map.isEmpty()) {
      return List.of();
    }
    Optional<MapBudget> budget = budget(model);
    return budget.isPresent()
        ? map.get().of(prompt, budget.get(), part -> late(part, model, session)).stream().toList()
        : List.of();
  }

  /** By now the server may have said how small its window is. */
  private void late(Part part, SessionModel model, AgentSession session) {
    if (budget(model).isPresent()) {
      session.tellByTheWay(part);
    }
  }

  private Optional<MapBudget> budget(SessionModel model) {
    return MapBudget.of(model.window(), wanted);
  }
}
