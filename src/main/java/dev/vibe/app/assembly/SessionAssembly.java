package dev.vibe.app.assembly;

import dev.vibe.agent.AgentSession;
import dev.vibe.agent.Audience;
import dev.vibe.agent.BetweenRuns;
import dev.vibe.agent.Interrupts;
import dev.vibe.agent.Permits;
import dev.vibe.agent.RunCompletion;
import dev.vibe.agent.RunTally;
import dev.vibe.agent.Stop;
import dev.vibe.agent.ToolEnvironment;
import dev.vibe.agent.VerificationTerms;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.FolderTrust;
import dev.vibe.approval.SettingsGuard;
import dev.vibe.config.VibePaths;
import dev.vibe.context.Briefing;
import dev.vibe.context.ContextBuilder;
import dev.vibe.context.Fragment;
import dev.vibe.context.NestedInstructions;
import dev.vibe.context.StartFragments;
import dev.vibe.context.StoredSystemPrompt;
import dev.vibe.context.compaction.Remains;
import dev.vibe.context.map.MapWrites;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.event.EventSink;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.OutputSnapshot;
import dev.vibe.git.AddedFolders;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.commit.CommitTerms;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.config.GitSettings;
import dev.vibe.hook.HookSet;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ChatModel;
import dev.vibe.session.OtherSessions;
import dev.vibe.session.Prompts;
import dev.vibe.session.Transcript;
import dev.vibe.tool.Toolbox;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.ChangeSet;
import dev.vibe.workspace.change.Recovery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Builder of a session from its parts, whoever shows it. */
public final class SessionAssembly {

  private final HostEnvironment host;
  private final SessionPlan plan;
  private final CommandSetup commands;
  private final EarlierWork earlier;
  private final RunTerms terms;
  private final Audience audience;
  private final StartPrompt start;
  private final Charge charge;
  private final SessionExtensions extensions;

  public SessionAssembly(HostEnvironment host, SessionPlan plan) {
    this(host, plan, Audience.PERSON);
  }

  public SessionAssembly(HostEnvironment host, SessionPlan plan, Audience audience) {
    this(host, plan, audience, Charge.NONE);
  }

  /** Of a session that has a charge of ours. */
  public SessionAssembly(HostEnvironment host, SessionPlan plan, Audience audience, Charge charge) {
    this.host = host;
    this.charge = charge;
    this.plan = plan;
    this.audience = audience;
    this.commands =
        new CommandSetup(
            plan.config(), SandboxSetup.of(plan, host), SessionGround.outputs(host, plan));
    this.terms = new RunTerms(host, plan);
    this.earlier = new EarlierWork(plan, sessions(host), () -> openGit(host, plan.workspace()));
    this.extensions = new SessionExtensions(host, plan, SessionGround.outputs(host, plan));
    this.start = new StartPrompt(host, plan, audience, earlier, extensions);
  }

  public static Path sessions(HostEnvironment host) {
    return host.state().path().resolve("sessions");
  }

  /** Where change sets of every session keep their journal. */
  public static Path journal(HostEnvironment host) {
    return host.state().path().resolve("journal");
  }

  public static GitSettings gitSettings(HostEnvironment host) {
    return GitSettings.of(
        host.environment(), host.home(), host.state().path().resolve("git"), host.clock());
  }

  /**
   * Conversation of a session: what is said, and all that has to hear of it. Outlives a change of
   * the model.
   */
  public record Conversation(
      SessionResources resources,
      EventBus bus,
      Transcript transcript,
      Prompts prompts,
      RunChanges changes,
      RunTally tally,
      NoteOfRun note,
      CommitTerms commits,
      Toolbox toolbox,
      BetweenRuns between,
      VerificationTerms verification,
      NestedInstructions nested,
      Interrupts interrupts,
      HookSet hooks,
      SessionAudit audit) {}

  /** Binding of a session to its model: which answers, and what it was told at the start. */
  public record ModelBinding(SessionModel model, String systemPrompt) {}

  /**
   * Finishes what a crash left half done, and tells what cannot be known.
   *
   * @return whether files are other than they were
   */
  public boolean recover() {
    List<Recovery> recovered = ChangeSet.recover(journal(host));
    recovered.forEach(
        done -> plan.notices().add(new Problem(ProblemCode.RECOVERED, done.message(), "", "")));
    GitSettings git = gitSettings(host);
    plan.notices().addAll(GitWorkspace.leftBehind(plan.workspace().root(), git));
    others().notice().ifPresent(plan.notices()::add);
    return !recovered.isEmpty();
  }

  /** Keeps a secret from every command; to be called before all else. */
  public void withhold(String secret) {
    commands.withhold(secret);
  }

  public SessionResources openResources() {
    CommandRunner runner = commands.runner(plan.workspace());
    Path root = plan.workspace().root();
    FolderTrust trust = new FolderTrust(host.paths().stateDir(), host.paths().configDir(), root);
    List<Path> more = new ArrayList<>(trust.deciding());
    more.add(KeptChoices.file(sessions(host).resolve(plan.sessionId())));
    if (plan.options().where().isTrusted()) {
      more.add(VibePaths.projectFolder(root));
    }
    SettingsGuard guard =
        commands.guard(runner, more, new ChoicesOfOthers(sessions(host), plan.sessionId()));
    return new SessionResources(
        openGit(),
        openAdded(),
        runner,
        guard,
        new MapWrites(),
        extensions,
        SessionDiagnostics.of(host, plan),
        host.err());
  }

  private AddedFolders openAdded() {
    return AddedFolders.open(
        plan.workspace().root(),
        plan.workspace().added(),
        gitSettings(host).awayFrom(plan.workspace().added()));
  }

  public GitWorkspace openGit() {
    return openGit(host, plan.workspace());
  }

  /** No program is taken from a folder of the workspace, whatever the {@code PATH} says. */
  public static GitWorkspace openGit(HostEnvironment host, Workspace workspace) {
    return GitWorkspace.open(workspace.root(), gitSettings(host).awayFrom(workspace.added()));
  }

  /** To be started before anything that can proceed beside it. */
  public BackgroundTask<Fragment> lookAtRepository() {
    return lookAtRepository(host, plan.workspace());
  }

  /** Begins to look at the repository: in a large one, that takes longer than all the rest. */
  public static BackgroundTask<Fragment> lookAtRepository(
      HostEnvironment host, Workspace workspace) {
    return BackgroundTask.start(
        "git",
        () -> {
          try (GitWorkspace git = openGit(host, workspace)) {
            return StartFragments.repository(git);
          }
        });
  }

  /** As {@link StartPrompt#briefing}. */
  public Briefing systemPrompt(
      SessionResources resources,
      BackgroundTask<Fragment> repository,
      BackgroundTask<SessionModel> model) {
    return start.briefing(resources, repository, model);
  }

  /** As {@link StartPrompt#map}. */
  public SessionMap map() {
    return start.map();
  }

  /** As {@link StartPrompt#kept}. */
  public StoredSystemPrompt sessionPrompt(String now) {
    return start.kept(sessions(host), now);
  }

  /**
   * A new session goes on without a log when it cannot be kept.
   *
   * @throws VibeException when an earlier one cannot be taken up, or there is no audit log and must
   *     be one
   */
  public OpenedLog openLog() {
    OpenedLog log = new LogOpening(sessions(host), host.clock()).open(plan);
    if (!plan.config().isAudited()) {
      return log;
    }
    try {
      return log.with(KeptAudit.open(host, plan, audience));
    } catch (VibeException e) {
      log.close();
      throw e;
    }
  }

  /** A conversation that goes on from what the log holds. */
  public Conversation begin(
      SessionResources resources, SessionModel model, OpenedLog log, Watchers watchers) {
    RunTally tally = new RunTally();
    Transcript transcript = new Transcript();
    Prompts prompts = new Prompts(transcript);
    for (Envelope each : log.earlier()) {
      transcript.add(each.event());
      prompts.accept(each);
    }
    log.reading().ifPresent(again -> transcript.save(new Transcript.Memory(Remains::of, again)));
    NoteOfRun note = new NoteOfRun(plan.sessionId(), model.chat());
    List<EventSink> everyone = new ArrayList<>(log.audit().sinks());
    everyone.addAll(List.of(tally, note));
    everyone.add(envelope -> transcript.add(envelope.event()));
    everyone.add(prompts);
    everyone.add(this::guardProcess);
    everyone.addAll(watchers.sinks());
    everyone.add(new SessionMemory(new MemoryAccess(host, this::openGit), plan, prompts));
    EventBus bus = new EventBus(host.clock(), plan.sessionId(), log.journal(), everyone);
    bus.hide(host.process().secrets());
    bus.remember(log.earlier());
    bus.goOnAfter(log.lastSeq());
    RunChanges changes = resources.git().ledger(earlier.past(prompts.runs()));
    changes.mayTakeOver(() -> earlier.ledger(resources.git()));
    Consumer<OutputSnapshot> snapshots =
        switch (watchers.outputs()) {
          case AT_THE_END -> snapshot -> {};
          case AS_THEY_GROW ->
              snapshot -> bus.publish(new Event.OutputGrew(snapshot.end(), snapshot.lines()));
        };
    Interrupts interrupts = new Interrupts();
    log.audit().whenStopped(why -> interrupts.request(new Stop(ExitCode.FAILED, why)));
    CommitTerms commits = commits(resources, bus, interrupts, snapshots);
    Toolbox toolbox =
        new BuiltinTools(plan.workspace(), resources.git(), resources.commands(), snapshots)
            .toolbox(
                changes,
                note,
                commits,
                new BuiltinTools.More(
                    model.with(extensions.tools()).tools(), extensions.unlisted()),
                name -> plan.config().hasTool(name) && charge.allows(name));
    var between = new BetweenRuns(resources.git(), changes);
    between.keep(KnownFiles.of(sessions(host), plan));
    return new Conversation(
        resources,
        bus,
        transcript,
        prompts,
        changes,
        tally,
        note,
        commits,
        toolbox,
        between,
        terms.verification(resources, tally, snapshots),
        nested(bus),
        interrupts,
        SessionHooks.of(host, plan, resources.commands(), SessionGround.outputs(host, plan)),
        log.audit());
  }

  NestedInstructions nested(EventBus bus) {
    return start.nested(
        sessions(host).resolve(plan.sessionId()),
        problem -> bus.publish(Event.NoticeRaised.of(problem)));
  }

  CommitTerms commits(
      SessionResources resources,
      EventBus bus,
      Interrupts interrupts,
      Consumer<OutputSnapshot> snapshots) {
    return terms.commits(commands.keys(), terms.hooks(resources, bus, interrupts, snapshots));
  }

  Permits permits(Approvals approvals) {
    return terms.permits(approvals, commands, SessionGround.outputs(host, plan), charge);
  }

  /** Done beside what the model does next: most often it reads before it runs something. */
  private void guardProcess(Envelope envelope) {
    if (envelope.event() instanceof Event.ToolCalled) {
      host.process().begin();
    }
  }

  /** Everything for a session's thread to go on with a conversation. */
  public AgentSession.Setup setup(
      Conversation conversation,
      ModelBinding binding,
      Approvals approvals,
      List<Event.Durable> opening) {
    conversation.note().model(binding.model().chat());
    RunCompletion.Work work =
        new RunCompletion.Work(
            conversation.resources().git(),
            conversation.changes(),
            conversation.note(),
            conversation.commits(),
            terms.patch());
    return new AgentSession.Setup(
        opening,
        conversation.audit().watched(binding.model().chat()),
        new ContextBuilder(
            binding.systemPrompt(),
            conversation.toolbox().specs(),
            binding.model()::capabilities,
            plan.config().compacts()
                ? ContextBuilder.Compactions.AUTOMATIC
                : ContextBuilder.Compactions.WHEN_ASKED),
        environment(conversation),
        new AgentSession.Permissions(permits(approvals), approvals.approver(), audience),
        new AgentSession.Recording(plan.sessionId(), conversation.bus(), conversation.transcript()),
        new RunCompletion(terms.requirements(), work, conversation.tally(), conversation.bus()),
        terms.limits(),
        conversation.interrupts());
  }

  public List<Event.Durable> opening(ChatModel model) {
    List<Event.Durable> opening = new ArrayList<>();
    opening.add(
        new Event.SessionStarted(
            host.version(),
            plan.workspace().root().toString(),
            model.id(),
            model.endpoint(),
            plan.mode().label()));
    plan.notices().forEach(notice -> opening.add(Event.NoticeRaised.of(notice)));
    return opening;
  }

  private ToolEnvironment environment(Conversation conversation) {
    return ground()
        .of(
            conversation.resources(),
            conversation.changes(),
            conversation.toolbox(),
            new SessionGround.Course(
                conversation.prompts().runs(),
                Optional.empty(),
                conversation.nested(),
                conversation.between(),
                conversation.verification(),
                conversation.commits().secrets(),
                conversation.hooks()));
  }

  private OtherSessions others() {
    return ground().others();
  }

  /** What the calls of a session run against. */
  SessionGround ground() {
    return new SessionGround(host, plan, plan.sessionId(), extensions, charge);
  }
}
