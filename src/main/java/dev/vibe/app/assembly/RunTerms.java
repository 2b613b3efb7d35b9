package dev.vibe.app.assembly;

import dev.vibe.agent.HookCommands;
import dev.vibe.agent.Interrupts;
import dev.vibe.agent.Permits;
import dev.vibe.agent.RunCompletion;
import dev.vibe.agent.RunLimits;
import dev.vibe.agent.RunRequirement;
import dev.vibe.agent.RunTally;
import dev.vibe.agent.SessionGoal;
import dev.vibe.agent.VerificationChoice;
import dev.vibe.agent.VerificationTerms;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Policy;
import dev.vibe.approval.Policy.Commits;
import dev.vibe.approval.Rule;
import dev.vibe.config.LimitSettings;
import dev.vibe.event.EventBus;
import dev.vibe.exec.Launch;
import dev.vibe.exec.OutputSnapshot;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.git.commit.CommitTerms;
import dev.vibe.git.commit.HookRunner;
import dev.vibe.git.commit.HookTerms;
import dev.vibe.git.commit.SecretCheck;
import dev.vibe.git.commit.Trailers;
import dev.vibe.git.patch.Patch;
import dev.vibe.problem.Problem;
import dev.vibe.verify.Verifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Terms of each run of a session: how far it may go, and what it must and may do. */
record RunTerms(HostEnvironment host, SessionPlan plan) {

  RunLimits limits() {
    LimitSettings set = plan.config().limits();
    return new RunLimits(
        set.turns() > 0 ? set.turns() : RunLimits.NONE.maxTurns(),
        set.tokens() > 0 ? set.tokens() : RunLimits.NONE.maxTokens(),
        set.costUsd() > 0 ? set.costUsd() : RunLimits.NONE.maxCostUsd());
  }

  /** The verification of its runs. */
  VerificationTerms verification(
      SessionResources resources, RunTally tally, Consumer<OutputSnapshot> watcher) {
    return new VerificationTerms(
        new Verifier(resources.commands(), resources.git(), watcher), tally, choice(), goal());
  }

  /** What a run is for beside its prompt: nothing where recorded calls are played. */
  private SessionGoal goal() {
    String command = plan.config().until();
    return command.isEmpty() || plan.options().prompt() instanceof RunOptions.Prompt.Recorded
        ? SessionGoal.none()
        : new SessionGoal(Optional.of(new SessionGoal.Goal.Passes(command)));
  }

  /** What has to pass: nothing where recorded calls are played, because nobody would mend it. */
  private VerificationChoice choice() {
    String command = plan.config().verification();
    return command.isEmpty() || plan.options().prompt() instanceof RunOptions.Prompt.Recorded
        ? VerificationChoice.none()
        : new VerificationChoice(
            Optional.of(
                new VerificationChoice.Wanted(command, plan.config().verificationAttempts())));
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

  /** Where the change goes; computed once, wherever that is. */
  RunCompletion.PatchSink patch() {
    RunOptions.Output output = plan.options().output();
    List<PatchFile> files = new ArrayList<>();
    if (output.patch() instanceof RunOptions.Target.ToFile(Path file)) {
      files.add(
          new PatchFile(host.directory().resolve(file), Rights.USUAL, host.process().secrets()));
    }
    if (output.folder() instanceof RunOptions.Target.ToFile(Path folder)) {
      Path file = host.directory().resolve(folder).resolve(RunOptions.CHANGE);
      files.add(new PatchFile(file, Rights.OWNER_ONLY, host.process().secrets()));
    }
    return files.isEmpty() ? RunCompletion.PatchSink.NONE : change -> keep(files, change.get());
  }

  private static Optional<Problem> keep(List<PatchFile> files, Patch change) {
    return files.stream()
        .map(file -> file.keep(() -> change))
        .flatMap(Optional::stream)
        .reduce((first, second) -> first);
  }

  /** Hooks are code that a folder brings along, so that they are confined where that can be. */
  HookRunner hooks(
      SessionResources resources,
      EventBus bus,
      Interrupts interrupts,
      Consumer<OutputSnapshot> watcher) {
    return new HookCommands(
        resources.commands(),
        resources.settings(),
        bus,
        interrupts,
        plan.config().confinesHooks() ? Launch.Reach.HOOK : Launch.Reach.OUTSIDE,
        watcher);
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
    return new CommitTerms(secrets, hooks, new Trailers(plan.config().trailers()));
  }

  /**
   * What may happen.
   *
   * @param allowed rules that were agreed on since the configuration was read
   * @param outputs where the outputs of commands go that are too long for an answer
   */
  Policy policy(List<Rule> allowed, CommandSetup commands, Path outputs) {
    Commits commits =
        plan.options().changes().commits() ? Commits.ASKED_FOR : Commits.NOT_ASKED_FOR;
    List<Rule> more = new ArrayList<>(allowed);
    plan.options().changes().allowed().forEach(rule -> more.add(Rule.parse(rule)));
    if (plan.config().fetchesPages()) {
      more.addAll(SessionWeb.rules(host, plan));
    }
    return commands.policy(plan.workspace().withOutputs(outputs), plan.mode(), commits, more);
  }

  /** The same, with nothing granted yet. */
  Permits permits(Approvals approvals, CommandSetup commands, Path outputs, Charge charge) {
    return new Permits(policy(approvals.allowed(), commands, outputs).denying(charge.denied()));
  }
}
