package dev.vibe.approval;

import dev.vibe.effect.Effect;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * State of what was granted for this session. Written by the thread that owns the session.
 *
 * <p>A grant for edits covers all edits in the workspace; a grant for a command covers exactly that
 * command text; a grant for commits covers commits. Nothing else can be granted for a session.
 */
public final class Grants {

  private final Set<String> commands = new HashSet<>();
  private boolean edits;
  private boolean commits;

  /** Whether all of it can be granted. */
  static boolean canKeep(List<Effect> effects) {
    Grants tried = new Grants();
    effects.forEach(tried::grant);
    return !effects.isEmpty() && effects.stream().allMatch(tried::covers);
  }

  public void grant(Effect effect) {
    switch (effect) {
      case Effect.Write w -> edits = true;
      case Effect.Delete d -> edits = true;
      case Effect.Run(String command, String directory) -> commands.add(command);
      case Effect.Commit c -> commits = true;
      case Effect.Read r -> {}
    }
  }

  boolean covers(Effect effect) {
    return switch (effect) {
      case Effect.Write w -> edits;
      case Effect.Delete d -> edits;
      case Effect.Run(String command, String directory) -> commands.contains(command);
      case Effect.Commit c -> commits;
      case Effect.Read r -> false;
    };
  }
}
