package dev.vibe.app.assembly;

import dev.vibe.agent.AgentSession;
import dev.vibe.agent.Audience;
import dev.vibe.agent.BetweenRuns;
import dev.vibe.agent.Interrupts;
import dev.vibe.agent.Permits;
import dev.vibe.agent.RunCompletion;
import dev.vibe.agent.RunRequirement;
import dev.vibe.agent.RunTally;
import dev.vibe.agent.SessionGoal;
import dev.vibe.agent.Stop;
import dev.vibe.agent.ToolEnvironment;
import dev.vibe.agent.VerificationChoice;
import dev.vibe.agent.VerificationTerms;
import dev.vibe.agent.subagent.Subagent;
import dev.vibe.agent.subagent.SubagentHost;
import dev.vibe.agent.subagent.SubagentKind;
import dev.vibe.agent.subagent.TaskTool;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Mode;
import dev.vibe.context.ContextBuilder;
import dev.vibe.conversation.ToolNames;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.event.EventSink;
import dev.vibe.git.commit.CommitTerms;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.hook.HookAnswer;
import dev.vibe.hook.HookEvent;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.provider.ChatModel;
import dev.vibe.session.Prompts;
import dev.vibe.session.SessionId;
import dev.vibe.session.Subsessions;
import dev.vibe.session.Transcript;
import dev.vibe.tool.Toolbox;
import dev.vibe.verify.Verifier;
import dev.vibe.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builder of the subagents of a session. One that works shares the resources, the permissions and
 * the ledger of the session, whose thread waits for it; one that reads has resources of its own, so
 * that several can read side by side. Thread-safe once it is bound.
 */
public final class SessionSubagents implements SubagentHost {

  /** A smaller window has no room for a conversation beside the instructions of two. */
  static final int SMALLEST_WINDOW = 16_384;

  private final HostEnvironment host;
  private final SubagentTerms terms;
  private Optional<Bound> bound = Optional.empty();

  /** The session that they work for, as it is now. */
  public record Bound(
      SessionPlan plan,
      SessionAssembly.Conversation conversation,
      SessionAssembly.ModelBinding binding,
      Permits permits,
      Approvals approvals) {}

  SessionSubagents(HostEnvironment host, SubagentTerms terms) {
    this.host = host;
    this.terms = terms;
  }

  /**
   * Those that the user has set up; empty where there are none, and for a model whose window is too
   * small. Blocks on disk.
   */
  public static Optional<SessionSubagents> of(
      HostEnvironment host, SessionPlan plan, SessionModel model) {
    boolean isTooSmall = model.window() > 0 && model.window() < SMALLEST_WINDOW;
    boolean isRecorded = plan.options().prompt() instanceof RunOptions.Prompt.Recorded;
    return isTooSmall || isRecorded
        ? Optional.empty()
        : SubagentTerms.of(host, plan).map(terms -> new SessionSubagents(host, terms));
  }

  /** The model with the tool by which it hands tasks on. */
  public static SessionModel equipped(SessionModel model, Optional<SessionSubagents> subagents) {
    return subagents.map(there -> model.with(new TaskTool(there))).orElse(model);
  }

  /** From now on they work for this one; while no run goes on. */
  public synchronized void bind(Bound now) {
    bound = Optional.of(now);
  }

  private synchronized Bound bound() {
    return bound.orElseThrow();
  }

  @Override
  public List<SubagentKind> kinds() {
    return terms.kinds();
  }

  @Override
  public String freshId() {
    return SessionId.fresh(host.clock().instant(), host.random());
  }

  @Override
  public Interrupts interrupts() {
    return bound().conversation().interrupts();
  }

  @Override
  public void tell(Event event) {
    SessionAssembly.Conversation conversation = bound().conversation();
    conversation.bus().publish(event);
    if (event instanceof Event.TaskEnded ended) {
      HookAnswer _ =
          conversation
              .hooks()
              .run(
                  HookEvent.SUBAGENT_STOP,
                  Map.of(
                      "session_id",
                      bound().plan().sessionId(),
                      "cwd",
                      bound().plan().workspace().root().toString(),
                      "task_id",
                      ended.task().id(),
                      "status",
                      ended.status()));
    }
  }

  @Override
  public String obstacle() {
    int window = bound().binding().model().window();
    return window > 0 && window < SMALLEST_WINDOW
        ? "the window of this model is too small for subagents"
        : "";
  }

  /** One slot stays with the session, so that what it has there is not read again. */
  @Override
  public int places() {
    int slots = bound().binding().model().capabilities().slots();
    int most = terms.atOnce();
    if (slots > 0) {
      return Math.max(1, Math.min(most > 0 ? most : SubagentTerms.USUAL_PARALLEL, slots - 1));
    }
    return Math.max(1, most);
  }

  @Override
  public Subagent open(Order order) {
    Bound parent = bound();
    return switch (order.kind().ability()) {
      case READS -> reading(parent, order);
      case WORKS ->
          switch (order.place()) {
            case IN_PLACE -> working(parent, order);
            case OWN_WORKTREE -> apart(parent, order);
          };
    };
  }

  /**
   * With a ledger of its own: what it does there is no change of the run, and not undone with it.
   */
  private Subagent apart(Bound parent, Order order) {
    SubagentWorktree tree = SubagentWorktree.enter(host, plan(parent, order), order.id());
    try {
      SessionAssembly assembly = new SessionAssembly(host, tree.plan(), Audience.NOBODY);
      SessionResources resources = assembly.openResources();
      try {
        Permits permits = assembly.permits(parent.approvals());
        permits.mode(parent.permits().policy().mode());
        Ground ground =
            new Ground(
                assembly,
                resources,
                resources.git().ledger(List.of()),
                permits,
                () -> {
                  resources.close();
                  tree.close();
                },
                tree.where());
        return begin(parent, order, ground);
      } catch (RuntimeException | Error e) {
        resources.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      tree.close();
      throw e;
    }
  }

  private SessionPlan plan(Bound parent, Order order) {
    SessionPlan plan = parent.plan();
    String id = Subsessions.path(plan.sessionId(), order.id());
    return new SessionPlan(
        plan.options(), plan.config(), plan.workspace(), new SessionChoice.New(id), plan.notices());
  }

  private Subagent reading(Bound parent, Order order) {
    SessionAssembly assembly = new SessionAssembly(host, plan(parent, order), Audience.NOBODY);
    SessionResources resources = assembly.openResources();
    try {
      RunChanges changes = resources.git().ledger(List.of());
      Permits permits = assembly.permits(parent.approvals());
      permits.mode(Mode.PLAN);
      return begin(
          parent, order, new Ground(assembly, resources, changes, permits, resources::close, ""));
    } catch (RuntimeException | Error e) {
      resources.close();
      throw e;
    }
  }

  private Subagent working(Bound parent, Order order) {
    SessionAssembly assembly = new SessionAssembly(host, plan(parent, order), Audience.NOBODY);
    SessionAssembly.Conversation conversation = parent.conversation();
    return begin(
        parent,
        order,
        new Ground(
            assembly,
            conversation.resources(),
            conversation.changes(),
            parent.permits(),
            () -> {},
            ""));
  }

  /**
   * What a subagent works with.
   *
   * @param closing of what is its own
   * @param where to be told with its answer; empty in the session's folder
   */
  private record Ground(
      SessionAssembly assembly,
      SessionResources resources,
      RunChanges changes,
      Permits permits,
      Runnable closing,
      String where) {

    /** Whether what it changes is in the ledger of the session. */
    private boolean isShared(SessionAssembly.Conversation with) {
      return changes.equals(with.changes());
    }

    private Workspace workspace() {
      return assembly.ground().plan().workspace();
    }
  }

  private Subagent begin(Bound parent, Order order, Ground ground) {
    SessionModel model = model(parent, order.kind());
    Subsessions.Kept log =
        Subsessions.open(SessionAssembly.sessions(host), parent.plan().sessionId(), order.id());
    AgentSession session = AgentSession.start(setup(parent, order, ground, model, log));
    return new Subagent(
        session,
        ground.where(),
        () -> {
          log.close();
          ground.closing().run();
        });
  }

  private AgentSession.Setup setup(
      Bound parent, Order order, Ground ground, SessionModel model, Subsessions.Kept log) {
    SessionAssembly.Conversation over = parent.conversation();
    RunTally tally = new RunTally();
    Transcript transcript = new Transcript();
    Prompts prompts = new Prompts(transcript);
    NoteOfRun note = new NoteOfRun(parent.plan().sessionId(), model.chat());
    List<EventSink> sinks = new ArrayList<>();
    over.audit().sinks().forEach(sink -> sinks.add(new SharedSink(sink, over.bus())));
    sinks.addAll(List.of(tally, note));
    sinks.add(envelope -> transcript.add(envelope.event()));
    sinks.add(prompts);
    sinks.add(order.listener());
    // What it does belongs to the session: checkpoints, commits and the ledger go by that id.
    String id = ground.isShared(over) ? parent.plan().sessionId() : order.id();
    EventBus bus = new EventBus(host.clock(), id, log.journal(), sinks);
    bus.hide(host.process().secrets());
    Interrupts interrupts = new Interrupts();
    over.audit().whenStopped(why -> stop(List.of(over.interrupts(), interrupts), why));
    SessionResources resources = ground.resources();
    CommitTerms commits = ground.assembly().commits(resources, bus, interrupts, snapshot -> {});
    SessionExtensions extensions = over.resources().extensions(); // servers are begun once
    Toolbox toolbox =
        new BuiltinTools(ground.workspace(), resources.git(), resources.commands())
            .toolbox(
                ground.changes(),
                note,
                commits,
                new BuiltinTools.More(extensions.tools(), extensions.unlisted()),
                name ->
                    !name.equals(ToolNames.TASK)
                        && parent.plan().config().hasTool(name)
                        && order.kind().allows(name));
    VerificationTerms verification =
        new VerificationTerms(
            new Verifier(resources.commands(), resources.git(), snapshot -> {}),
            tally,
            VerificationChoice.none(),
            SessionGoal.none());
    return new AgentSession.Setup(
        List.of(
            new Event.SessionStarted(
                host.version(),
                ground.workspace().root().toString(),
                model.chat().id(),
                model.chat().endpoint(),
                ground.permits().policy().mode().label())),
        over.audit().watched(model.chat()),
        new ContextBuilder(
            parent.binding().systemPrompt(),
            toolbox.specs(),
            model::capabilities,
            parent.plan().config().compacts()
                ? ContextBuilder.Compactions.AUTOMATIC
                : ContextBuilder.Compactions.WHEN_ASKED),
        environment(
            parent,
            ground,
            toolbox,
            new SessionGround.Course(
                0,
                Optional.of(over.tally().turn()),
                ground.assembly().nested(bus),
                new BetweenRuns(resources.git(), ground.changes()),
                verification,
                commits.secrets(),
                over.hooks())),
        new AgentSession.Permissions(
            ground.permits(), parent.approvals().approver(), Audience.NOBODY),
        new AgentSession.Recording(order.id(), bus, transcript),
        new RunCompletion(
            ground.isShared(over) ? List.of(RunRequirement.PART_OF_ANOTHER) : List.of(),
            new RunCompletion.Work(
                resources.git(), ground.changes(), note, commits, RunCompletion.PatchSink.NONE),
            tally,
            bus),
        terms.limits(over.tally().leftOf(new RunTerms(host, parent.plan()).limits())),
        interrupts);
  }

  private static void stop(List<Interrupts> all, Problem why) {
    all.forEach(each -> each.request(new Stop(ExitCode.FAILED, why)));
  }

  private ToolEnvironment environment(
      Bound parent, Ground ground, Toolbox toolbox, SessionGround.Course course) {
    SessionGround own = ground.assembly().ground();
    String others = parent.plan().sessionId();
    return new SessionGround(host, own.plan(), others, own.extensions(), own.charge())
        .of(ground.resources(), ground.changes(), toolbox, course);
  }

  /** What a connection knows is of one conversation, so that each has its own. */
  private SessionModel model(Bound parent, SubagentKind kind) {
    if (kind.model().isPresent()) {
      return new TaskModels(host).reached(ModelChange.to(parent.plan(), host, kind.model().get()));
    }
    SessionModel model =
        parent.plan().options().model() instanceof RunOptions.Model.Recorded
            ? parent.binding().model()
            : new TaskModels(host).model(parent.plan());
    ChatModel chat = parent.binding().model().chat();
    if (chat.capabilities().slots() == 0) {
      chat.warmUp(); // the next ones may find out how many places the server has
    }
    return new SessionModel(model.chat(), parent.binding().model().window());
  }
}
