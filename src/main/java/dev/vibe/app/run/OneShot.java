package dev.vibe.app.run;

import dev.vibe.agent.AgentSession;
import dev.vibe.agent.Audience;
import dev.vibe.agent.Permits;
import dev.vibe.agent.Publisher;
import dev.vibe.agent.Stop;
import dev.vibe.app.assembly.Approvals;
import dev.vibe.app.assembly.CommitGround;
import dev.vibe.app.assembly.KeptChoices;
import dev.vibe.app.assembly.MemoryAccess;
import dev.vibe.app.assembly.ModelSource;
import dev.vibe.app.assembly.OpenedLog;
import dev.vibe.app.assembly.PullRequestRun;
import dev.vibe.app.assembly.RunKeeping;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionModel;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.SessionResources;
import dev.vibe.app.assembly.SessionSubagents;
import dev.vibe.app.assembly.Watchers;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
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
import dev.vibe.json.JsonSchema;
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
    Optional<JsonSchema> form = AnswerSchema.read(host, plan.options().output());
    if (plan.options().changes().publishing() instanceof RunOptions.Publishing.Nowhere) {
      return run(models, begun, new Finish(Optional.empty(), form));
    }
    try (PullRequestRun pullRequest =
        awaited(
                host,
                BackgroundTask.start("pull-request", () -> PullRequestRun.prepare(host, plan)))
            .orElseThrow()) {
      assembly.withhold(pullRequest.secret());
      pullRequest.begin();
      return run(models, begun, new Finish(Optional.of(pullRequest.publisher()), form));
    }
  }

  /**
   * What is wanted at the end of the run.
   *
   * @param publisher opens a pull request
   * @param form of the answer
   */
  private record Finish(Optional<Publisher> publisher, Optional<JsonSchema> form) {}

  private RunResult run(ModelSource models, BackgroundTask<Fragment> begun, Finish finish)
      throws InterruptedException {
    boolean isMade = new CommitGround(host, plan).prepare(sinks.approver());
    boolean isOther = assembly.recover() || isMade || finish.publisher().isPresent();
    BackgroundTask<Fragment> repository = isOther ? assembly.lookAtRepository() : begun;
    Message.User prompt = withImages(TaskPrompt.read(plan.options().prompt(), host));
    Optional<BackgroundTask<RepositoryMemory>> memory =
        new MemoryAccess(host, assembly::openGit).look(plan);
    try (SessionResources resources = assembly.openResources()) {
      BackgroundTask<SessionModel> found = search(plan, models);
      BackgroundTask<Briefing> systemPrompt =
          BackgroundTask.start(
              "context", () -> assembly.systemPrompt(resources, repository, found));
      SessionModel model = awaited(host, found);
      try (OpenedLog log = assembly.openLog()) {
        Optional<SessionSubagents> subagents = SessionSubagents.of(host, plan, model);
        SessionAssembly.Conversation conversation =
            assembly.begin(
                resources,
                SessionSubagents.equipped(model, subagents),
                log,
                new Watchers(
                    List.of(watchdog.before(sinks.sink(plan.workspace().root()))),
                    Watchers.Outputs.AT_THE_END));
        StoredSystemPrompt told = assembly.sessionPrompt(systemPrompt.get().text());
        var binding = new SessionAssembly.ModelBinding(model, told.text());
        Approvals approvals = new Approvals(sinks.approver(), List.of());
        AgentSession.Setup setup =
            assembly.setup(conversation, binding, approvals, assembly.opening(model.chat()));
        Permits permits = setup.permissions().permits();
        subagents.ifPresent(
            all ->
                all.bind(
                    new SessionSubagents.Bound(plan, conversation, binding, permits, approvals)));
        List<Part> more = new ArrayList<>(told.since());
        more.addAll(MemoryAccess.recall(memory, prompt, model));
        finish.form().map(AnswerSchema::told).ifPresent(more::add);
        return run(
            finish.publisher().map(setup::publishing).orElse(setup),
            model,
            with(prompt, more),
            finish.form());
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
      AgentSession.Setup setup, SessionModel model, Message.User prompt, Optional<JsonSchema> form)
      throws InterruptedException {
    Path sessions = SessionAssembly.sessions(host);
    try (AgentSession session = AgentSession.start(setup)) {
      session.grants().restore(KeptChoices.of(sessions, plan).grants());
      host.stop().attach(as -> session.submit(new Command.Stop(as)));
      session.submit(
          new Command.Prompt(with(prompt, assembly.map().parts(prompt, model, session)), form));
      RunResult result = session.awaitResult();
      if (!(plan.options().prompt() instanceof RunOptions.Prompt.Recorded)) {
        new RunKeeping(host, plan).countMatches(setup.model(), session);
      }
      KeptChoices.of(plan, plan.mode(), session.grants())
          .keep(sessions.resolve(plan.sessionId()), setup.environment().settings());
      return result;
    }
  }

  /** The model of a run; a stop ends the search for it. */
  static SessionModel model(HostEnvironment host, SessionPlan plan, ModelSource models)
      throws InterruptedException {
    return awaited(host, search(plan, models));
  }

  private static BackgroundTask<SessionModel> search(SessionPlan plan, ModelSource models) {
    return BackgroundTask.start("model", () -> models.model(plan));
  }

  /** What is found may be at a server that says nothing; a stop ends that wait. */
  private static <T> T awaited(HostEnvironment host, BackgroundTask<T> found)
      throws InterruptedException {
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
