package dev.vibe.app.run;

import dev.vibe.agent.AgentSession;
import dev.vibe.agent.Audience;
import dev.vibe.agent.Publisher;
import dev.vibe.agent.Stop;
import dev.vibe.app.assembly.CommitGround;
import dev.vibe.app.assembly.KeptChoices;
import dev.vibe.app.assembly.MemoryAccess;
import dev.vibe.app.assembly.ModelSource;
import dev.vibe.app.assembly.OpenedLog;
import dev.vibe.app.assembly.PullRequestRun;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionAssembly.Watchers;
import dev.vibe.app.assembly.SessionModel;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.SessionResources;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.SettingsGuard;
import dev.vibe.context.Briefing;
import dev.vibe.context.Fragment;
import dev.vibe.context.Mentions;
import dev.vibe.context.StoredSystemPrompt;
import dev.vibe.context.memory.RepositoryMemory;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Command;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Handler of {@code vibe -p} once its configuration is known: one prompt, one run, one result. */
public final class OneShot {

  private final HostEnvironment host;
  private final SessionPlan plan;
  private final RunSinks sinks;
  private final Watchdog watchdog;
  private final SessionAssembly assembly;

  public OneShot(HostEnvironment host, SessionPlan plan, RunSinks sinks, Watchdog watchdog) {
    this.host = host;
    this.plan = plan;
    this.sinks = sinks;
    this.watchdog = watchdog;
    this.assembly = new SessionAssembly(host, plan, Audience.NOBODY);
  }

  /**
   * Runs to the end; the result was shown when this returns.
   *
   * @param begun a look at the repository that began already
   */
  public RunResult run(ModelSource models, BackgroundTask<Fragment> begun)
      throws InterruptedException {
    if (plan.options().changes().publishing() instanceof RunOptions.Publishing.Nowhere) {
      return run(models, begun, Publisher.NONE);
    }
    try (PullRequestRun pullRequest =
        awaited(BackgroundTask.start("pull-request", () -> PullRequestRun.prepare(host, plan)))
            .orElseThrow()) {
      assembly.withhold(pullRequest.secret());
      pullRequest.begin();
      return run(models, begun, pullRequest.publisher());
    }
  }

  private RunResult run(ModelSource models, BackgroundTask<Fragment> begun, Publisher publisher)
      throws InterruptedException {
    boolean isMade = new CommitGround(host, plan).prepare(sinks.approver());
    boolean isOther = assembly.recover() || isMade || publisher != Publisher.NONE;
    BackgroundTask<Fragment> repository = isOther ? assembly.lookAtRepository() : begun;
    Message.User prompt = withImages(TaskPrompt.read(plan.options().prompt(), host));
    Optional<BackgroundTask<RepositoryMemory>> memory =
        new MemoryAccess(host, assembly::openGit).look(plan);
    try (SessionResources resources = assembly.openResources()) {
      BackgroundTask<Briefing> systemPrompt =
          BackgroundTask.start("context", () -> assembly.systemPrompt(resources, repository));
      SessionModel model = awaited(BackgroundTask.start("model", () -> models.model(plan)));
      try (OpenedLog log = assembly.openLog()) {
        SessionAssembly.Conversation conversation =
            assembly.begin(
                resources,
                model,
                log,
                new Watchers(
                    List.of(watchdog.before(sinks.sink(plan.workspace().root()))),
                    Watchers.Outputs.AT_THE_END));
        StoredSystemPrompt told = assembly.sessionPrompt(systemPrompt.get().text());
        AgentSession.Setup setup =
            assembly.setup(
                conversation,
                new SessionAssembly.ModelBinding(model, told.text()),
                new SessionAssembly.Approvals(sinks.approver(), List.of()),
                assembly.opening(model.chat()));
        List<Part> more = new ArrayList<>(told.since());
        more.addAll(MemoryAccess.recall(memory, prompt, model));
        return run(setup.publishing(publisher), model, with(prompt, more), resources.settings());
      }
    }
  }

  /** Those that the prompt names; to be called before the notices are told. */
  private Message.User withImages(Message.User prompt) {
    List<Part> images = new ArrayList<>();
    for (Part part : prompt.parts()) {
      if (part instanceof Part.Text(String text)) {
        Mentions.Found found = new Mentions(plan.workspace(), folder -> List.of()).imagesOf(text);
        images.addAll(found.parts());
        plan.notices().addAll(found.troubles());
      }
    }
    return with(prompt, images);
  }

  private static Message.User with(Message.User prompt, List<Part> more) {
    List<Part> parts = new ArrayList<>(prompt.parts());
    parts.addAll(more);
    return new Message.User(parts);
  }

  private RunResult run(
      AgentSession.Setup setup, SessionModel model, Message.User prompt, SettingsGuard settings)
      throws InterruptedException {
    Path sessions = SessionAssembly.sessions(host);
    try (AgentSession session = AgentSession.start(setup)) {
      session.grants().restore(KeptChoices.of(sessions, plan).grants());
      host.stop().attach(as -> session.submit(new Command.Stop(as)));
      session.submit(
          new Command.Prompt(with(prompt, assembly.map().parts(prompt, model, session))));
      RunResult result = session.awaitResult();
      if (!(plan.options().prompt() instanceof RunOptions.Prompt.Recorded)) {
        assembly.countMatches(setup.model(), session);
      }
      KeptChoices.of(plan, plan.mode(), session.grants())
          .keep(sessions.resolve(plan.sessionId()), settings);
      return result;
    }
  }

  /** What is found may be at a server that says nothing; a stop ends that wait. */
  private <T> T awaited(BackgroundTask<T> found) throws InterruptedException {
    host.stop().attach(as -> found.cancel());
    try {
      return found.get();
    } catch (CancellationException e) {
      Stop stop = Stop.requested(host.stop().requested().orElse(ExitCode.INTERRUPTED));
      throw new VibeException(stop.exitCode(), stop.problem(), e);
    }
  }

  /** A result for a run that ended before its session began. */
  public static RunResult endedEarly(ExitCode exitCode, Problem problem, String sessionId) {
    return new RunResult(
        new RunResult.Ending.Badly(exitCode, problem),
        "",
        sessionId,
        "",
        "",
        0,
        Usage.NONE,
        0,
        Duration.ZERO,
        List.of(),
        List.of(),
        List.of());
  }
}
