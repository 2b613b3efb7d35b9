package dev.vibe.app.assembly;

import dev.vibe.agent.KeptFiles;
import dev.vibe.approval.Rule;
import dev.vibe.conversation.ToolNames;
import java.util.List;

/**
 * Charge that a session is given by vibe itself: what its model may not do, whatever the user has
 * set.
 *
 * @param denied rules that deny, beside those of the user
 * @param kept files that stay as they are
 */
public record Charge(List<Rule> denied, KeptFiles kept, Commits commits) {

  public static final Charge NONE = new Charge(List.of(), KeptFiles.NONE, Commits.BY_MODEL);

  /** Who makes commits. */
  public enum Commits {
    BY_MODEL,
    /** Whoever gave the charge, when it is fulfilled. */
    AT_THE_END
  }

  public Charge {
    denied = List.copyOf(denied);
  }

  /** Whether the model may have the tool of that name. */
  boolean allows(String tool) {
    return commits == Commits.BY_MODEL || !tool.equals(ToolNames.GIT_COMMIT);
  }
}
