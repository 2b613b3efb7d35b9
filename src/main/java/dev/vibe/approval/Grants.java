package dev.vibe.approval;

import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * State of what was granted for this session. Thread-safe: given by the thread that owns the
 * session, looked at and taken back by a person meanwhile.
 *
 * <p>A grant for edits covers all edits in the workspace; a grant for a command covers exactly that
 * command text; a grant for commits covers commits. Nothing else can be granted for a session.
 */
public final class Grants {

  private final Set<Grant> given = new LinkedHashSet<>();

  /** Grant of a person until the session ends. */
  public sealed interface Grant {

    record Edits() implements Grant {}

    record Commits() implements Grant {}

    record Command(String command) implements Grant {}

    /** All calls of a tool; of one that fetches those to a host, which stands behind its name. */
    record Calls(String tool) implements Grant {}
  }

  /** Whether all of it can be granted. */
  static boolean canKeep(List<Effect> effects) {
    Grants tried = new Grants();
    effects.forEach(tried::grant);
    return !effects.isEmpty() && effects.stream().allMatch(tried::covers);
  }

  public synchronized void grant(Effect effect) {
    given.addAll(needed(effect));
  }

  synchronized boolean covers(Effect effect) {
    List<Grant> needed = needed(effect);
    return !needed.isEmpty() && given.containsAll(needed);
  }

  /** Those that hold, oldest first. */
  public synchronized List<Grant> given() {
    return new ArrayList<>(given);
  }

  /** Those of a session that goes on. */
  public synchronized void restore(List<Grant> kept) {
    given.addAll(kept);
  }

  /** From now on it is asked again. */
  public synchronized void takeBack(Grant grant) {
    given.remove(grant);
  }

  /** Empty for what cannot be granted. */
  private static List<Grant> needed(Effect effect) {
    return switch (effect) {
      case Effect.Write w -> List.of(new Grant.Edits());
      case Effect.Delete d -> List.of(new Grant.Edits());
      case Effect.Run(String command, String directory) -> List.of(new Grant.Command(command));
      case Effect.Commit c -> List.of(new Grant.Commits());
      case Effect.Call(String tool, Map<String, String> values) ->
          List.of(
              new Grant.Calls(
                  tool.equals(ToolNames.WEB_FETCH) ? tool + "(" + values.get("host") + ")" : tool));
      case Effect.Read r -> List.of();
    };
  }
}
