package dev.vibe.app.assembly;

import dev.vibe.agent.RunCompletion;
import dev.vibe.agent.RunLimits;
import dev.vibe.agent.RunRequirement;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.LimitSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Terms of each run of a session: how far it may go, and what it must have done at its end. */
record RunTerms(HostEnvironment host, SessionPlan plan) {

  RunLimits limits() {
    LimitSettings set = plan.config().limits();
    return new RunLimits(
        set.turns() > 0 ? set.turns() : RunLimits.NONE.maxTurns(),
        set.tokens() > 0 ? set.tokens() : RunLimits.NONE.maxTokens(),
        set.costUsd() > 0 ? set.costUsd() : RunLimits.NONE.maxCostUsd());
  }

  List<RunRequirement> requirements() {
    RunOptions.Changes changes = plan.options().changes();
    List<RunRequirement> requirements = new ArrayList<>();
    if (plan.options().prompt() instanceof RunOptions.Prompt.Recorded) {
      requirements.add(RunRequirement.APPLY_ALL);
    } else if (changes.commits()) {
      requirements.add(RunRequirement.COMMIT_ALL);
    }
    if (changes.mustChange()) {
      requirements.add(RunRequirement.CHANGE_SOMETHING);
    }
    if (changes.isDryRun()) {
      requirements.add(RunRequirement.DRY_RUN);
    }
    return requirements;
  }

  RunCompletion.PatchSink patch() {
    return switch (plan.options().output().patch()) {
      case RunOptions.Target.Nowhere() -> RunCompletion.PatchSink.NONE;
      case RunOptions.Target.ToFile(Path file) ->
          new PatchFile(host.directory().resolve(file), host.process().secrets());
    };
  }
}
