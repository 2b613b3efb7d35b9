package dev.vibe.app.assembly;

import dev.vibe.agent.RunCompletion;
import dev.vibe.agent.RunLimits;
import dev.vibe.agent.RunRequirement;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.LimitSettings;
import dev.vibe.git.commit.CommitTerms;
import dev.vibe.git.commit.HookRunner;
import dev.vibe.git.commit.HookTerms;
import dev.vibe.git.commit.SecretCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Terms of each run of a session: how far it may go, and what it must and may do. */
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

  /**
   * Terms of its commits. Hooks are code that a folder brings along: as all of that, they count
   * where it is trusted.
   *
   * @param keys that count as secrets
   */
  CommitTerms commits(Set<String> keys, HookRunner runner) {
    SecretCheck secrets =
        new SecretCheck(
            keys,
            plan.options().changes().allowsSecrets()
                ? SecretCheck.Allowance.ALLOWED
                : SecretCheck.Allowance.STOPPED);
    HookTerms hooks =
        !plan.config().runsHooks()
            ? HookTerms.UNSET
            : plan.options().where().isTrusted()
                ? new HookTerms.Run(runner)
                : new HookTerms.Left("the folder is not trusted");
    return new CommitTerms(secrets, hooks);
  }
}
