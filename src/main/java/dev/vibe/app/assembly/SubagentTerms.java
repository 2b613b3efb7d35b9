package dev.vibe.app.assembly;

import dev.vibe.agent.RunLimits;
import dev.vibe.agent.subagent.KindFolders;
import dev.vibe.agent.subagent.SubagentKind;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.SubagentSettings;
import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Terms of the subagents of a session.
 *
 * @param kinds those that there are
 * @param atOnce how many the user lets work side by side; 0 when that was not said
 * @param turns the most replies of one
 */
record SubagentTerms(List<SubagentKind> kinds, int atOnce, int turns) {

  /** Where the server says that it has room. */
  static final int USUAL_PARALLEL = 4;

  private static final int USUAL_TURNS = 50;

  SubagentTerms {
    kinds = List.copyOf(kinds);
  }

  /**
   * Those that the user has set up; empty where there are none. Without a word in the configuration
   * that costs a look at a few names.
   */
  static Optional<SubagentTerms> of(HostEnvironment host, SessionPlan plan) {
    SubagentSettings set = plan.config().subagents();
    KindFolders folders =
        KindFolders.of(
            host.paths().configDir(), plan.workspace().root(), plan.options().where().isTrusted());
    boolean areWanted = set.enabled().orElseGet(folders::exist);
    if (!areWanted || !plan.config().hasTool(ToolNames.TASK)) {
      return Optional.empty();
    }
    KindFolders.Found found = folders.find();
    if (set.enabled().isEmpty() && found.kinds().isEmpty() && found.faults().isEmpty()) {
      return Optional.empty();
    }
    found.faults().forEach((file, fault) -> plan.notices().add(invalid(file, fault)));
    return Optional.of(
        new SubagentTerms(
            all(found.kinds(), set), set.atOnce(), set.turns() > 0 ? set.turns() : USUAL_TURNS));
  }

  private static List<SubagentKind> all(Map<String, SubagentKind> own, SubagentSettings set) {
    List<SubagentKind> kinds = new ArrayList<>();
    for (SubagentKind builtIn : SubagentKind.builtIn()) {
      if (!own.containsKey(builtIn.name())) {
        boolean isApart = set.apart() && builtIn.ability() == SubagentKind.Ability.WORKS;
        kinds.add(isApart ? builtIn.apart() : builtIn);
      }
    }
    kinds.addAll(own.values());
    return kinds;
  }

  private static Problem invalid(Path file, String fault) {
    return new Problem(
        ProblemCode.SUBAGENT_INVALID,
        "a kind of subagents cannot be used: " + file,
        fault,
        "see docs/subagents.md");
  }

  /** What one may use of what is left for the run. */
  RunLimits limits(RunLimits left) {
    return new RunLimits(Math.min(turns, left.maxTurns()), left.maxTokens(), left.maxCostUsd());
  }
}
