package dev.vibe.agent.subagent;

import java.util.List;
import java.util.Optional;

/**
 * Kind of subagents.
 *
 * @param description when to use it, one line for the model
 * @param ability what its subagents may do
 * @param model name of another model than the session's
 * @param tools the only ones that it has; all of the session's when empty
 * @param prompt what it is told before its task
 * @param place where its subagents work
 */
public record SubagentKind(
    String name,
    String description,
    Ability ability,
    Optional<String> model,
    List<String> tools,
    String prompt,
    SubagentPlace place) {

  /** Ability of a kind. */
  public enum Ability {
    /** Reads, also by commands that are certain to; several may work side by side. */
    READS,
    /** Whatever the session may; alone. */
    WORKS
  }

  /** Looks around and answers. */
  public static final SubagentKind EXPLORE =
      new SubagentKind(
          "explore",
          "finds out, changes nothing",
          Ability.READS,
          Optional.empty(),
          List.of(),
          "Find out what is asked below; change nothing. Answer with facts, each with its place as"
              + " path:line, in a few lines: only your answer is seen. Say what you could not"
              + " find.",
          SubagentPlace.IN_PLACE);

  /** Does a part of the work. */
  public static final SubagentKind WORK =
      new SubagentKind(
          "work",
          "edits",
          Ability.WORKS,
          Optional.empty(),
          List.of(),
          "Do the task below and nothing else; do not commit unless it says so. Answer with what"
              + " you changed and what is left, in a few lines: only your answer is seen.",
          SubagentPlace.IN_PLACE);

  public SubagentKind {
    tools = List.copyOf(tools);
  }

  /** Those that need no file. */
  public static List<SubagentKind> builtIn() {
    return List.of(EXPLORE, WORK);
  }

  /** The same in a worktree of its own. */
  public SubagentKind apart() {
    return new SubagentKind(
        name, description, ability, model, tools, prompt, SubagentPlace.OWN_WORKTREE);
  }

  /** Whether its subagents may have the tool of that name, as far as the kind says. */
  public boolean allows(String tool) {
    return tools.isEmpty() || tools.contains(tool);
  }
}
