package dev.vibe.app.assembly;

import dev.vibe.agent.AgentSession;
import dev.vibe.agent.Audience;
import dev.vibe.agent.Permits;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Grants;
import dev.vibe.approval.LearnedRules;
import dev.vibe.approval.Mode;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.Project;
import dev.vibe.config.RuleListing;
import dev.vibe.context.Briefing;
import dev.vibe.context.ContextUse;
import dev.vibe.context.Fragment;
import dev.vibe.context.StoredSystemPrompt;
import dev.vibe.context.memory.RepositoryMemory;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Command;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.exec.Jobs;
import dev.vibe.mcp.McpServers;
import dev.vibe.problem.VibeException;
import dev.vibe.session.Prompts;
import dev.vibe.tool.builtin.AskUserTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conversation of a session: it begins, takes prompts, gives way to another one, goes back. Owned
 * by the thread of the requests, but for the run.
 */
public final class ActiveConversation implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ActiveConversation.class);

  private final HostEnvironment host;
  private final TaskModels models;
  private final Counterpart counterpart;
  private final RunCanceller canceller;
  private final LearnedRules rules;
  private SessionPlan plan;
  private Optional<SessionSubagents> subagents = Optional.empty();
  private Optional<Parts> open = Optional.empty();
  private Mode toldMode;

  /** What is different from what the model was told at the start. */
  private List<Part> since = List.of();

  /** Files of them that the model was given at the start. */
  private List<String> instructions = List.of();

  /** Goes with the next prompt. */
  private List<Part> news = List.of();

  /** What the log held before; told once. */
  private List<Envelope> earlier = List.of();

  /** Told with the first prompt. */
  private SessionMap map = SessionMap.NONE;

  /** Told with the first prompt of a new conversation. */
  private Optional<BackgroundTask<RepositoryMemory>> memory = Optional.empty();

  /** A conversation that takes prompts. */
  private record Parts(
      SessionResources resources,
      OpenedLog log,
      SessionAssembly.Conversation conversation,
      SessionAssembly.ModelBinding binding,
      AgentSession session,
      Thread results)
      implements AutoCloseable {

    /** Ends the thread of the session; what was said stays open for another one. */
    void end() {
      session.close();
      results.interrupt();
    }

    @Override
    public void close() {
      end();
      log.close();
      resources.close();
    }
  }

  public ActiveConversation(
      HostEnvironment host, SessionPlan plan, Counterpart counterpart, RunCanceller canceller) {
    this.host = host;
    this.plan = plan;
    this.models = new TaskModels(host);
    this.counterpart = counterpart;
    this.canceller = canceller;
    this.rules =
        new LearnedRules(
            counterpart, host.paths().rules(), Project.top(plan.workspace().root()), counterpart);
    this.toldMode = plan.mode();
  }

  public SessionPlan plan() {
    return plan;
  }

  /** The first one. Blocks until there is a model. */
  public void open(Mode mode) throws InterruptedException {
    switchTo(plan, beginModel(plan), mode);
  }

  /** A new conversation, or an earlier one, in the place of this one, which stays on disk. */
  public void switchTo(SessionChoice choice, Mode mode) throws InterruptedException {
    SessionPlan next =
        new SessionPlan(
            plan.options(),
            plan.config(),
            plan.workspace(),
            choice,
            new CopyOnWriteArrayList<>(),
            plan.handed());
    Optional<String> wanted = KeptChoices.of(SessionAssembly.sessions(host), next).model();
    Optional<SessionPlan> other =
        wanted
            .filter(name -> !name.equals(ModelChange.chosen(plan)))
            .map(name -> ModelChange.to(next, host, name));
    switchTo(
        other.orElse(next),
        other.map(this::beginModel).orElseGet(() -> BackgroundTask.done(model())),
        mode);
  }

  private void switchTo(SessionPlan next, BackgroundTask<SessionModel> found, Mode mode)
      throws InterruptedException {
    SessionAssembly assembly = new SessionAssembly(host, next);
    BackgroundTask<Fragment> repository = assembly.lookAtRepository();
    SessionResources resources = assembly.openResources();
    try {
      BackgroundTask<Briefing> briefing =
          BackgroundTask.start(
              "context", () -> assembly.systemPrompt(resources, repository, found));
      SessionModel model = canceller.during(found::get);
      OpenedLog log = assembly.openLog();
      Briefing now = briefing.get();
      StoredSystemPrompt told = assembly.sessionPrompt(now.text());
      Optional<SessionSubagents> tasks = SessionSubagents.of(host, next, model);
      SessionModel equipped = SessionSubagents.equipped(model, tasks);
      SessionAssembly.Conversation conversation =
          assembly.begin(
              resources,
              counterpart.person().map(who -> equipped.with(new AskUserTool(who))).orElse(equipped),
              log,
              new Watchers(List.of(canceller, counterpart), Watchers.Outputs.AS_THEY_GROW));
      SessionAssembly.ModelBinding binding = new SessionAssembly.ModelBinding(model, told.text());
      close();
      plan = next;
      subagents = tasks;
      instructions = now.instructions();
      toldMode = plan.mode();
      since = told.since();
      news = since;
      map = assembly.map();
      memory = new MemoryAccess(host, assembly::openGit).look(plan);
      earlier = log.earlier();
      start(resources, log.begun(), conversation, binding, assembly.opening(model.chat()), mode);
      grants().restore(KeptChoices.of(SessionAssembly.sessions(host), plan).grants());
    } catch (RuntimeException | InterruptedException e) {
      if (open.map(Parts::resources).filter(resources::equals).isEmpty()) {
        resources.close();
      }
      throw e;
    }
  }

  /** A server that says nothing must not hold up a stop, so the wait for it can be given up. */
  private BackgroundTask<SessionModel> beginModel(SessionPlan wanted) {
    return BackgroundTask.start("model", () -> models.reached(wanted));
  }

  /** The same conversation with another model. */
  public void useModel(String name, Mode mode) throws InterruptedException {
    SessionPlan renamed = ModelChange.to(plan, host, name);
    if (open.isEmpty()) {
      switchTo(renamed, beginModel(renamed), mode);
      return;
    }
    SessionModel model = canceller.during(beginModel(renamed)::get);
    plan = renamed;
    restart(
        new SessionAssembly.ModelBinding(model, now().binding().systemPrompt()), List.of(), mode);
  }

  /** The conversation goes on after its first {@code messages}. */
  public void rewind(int messages, Mode mode) {
    // What went back may be what the model was told by the way.
    toldMode = plan.mode();
    news = since;
    conversation().between().forget();
    conversation().nested().forget();
    restart(now().binding(), List.of(new Event.Rewound(messages)), mode);
  }

  private void restart(
      SessionAssembly.ModelBinding binding, List<Event.Durable> opening, Mode mode) {
    Parts before = now();
    before.end();
    countMatches();
    List<Grants.Grant> given = before.session().grants().given();
    start(before.resources(), before.log(), before.conversation(), binding, opening, mode);
    grants().restore(given);
  }

  /** The mode that was chosen for a session; empty when none was, or an administrator set it. */
  public Optional<Mode> modeOf(SessionChoice session) {
    return plan.config().isManaged(ConfigKey.of("mode"))
        ? Optional.empty()
        : KeptChoices.of(SessionAssembly.sessions(host), session).mode();
  }

  /** Keeps what the person chose for it, so that it can go on with that. */
  public void keepChoices(Mode mode) {
    open.ifPresent(
        now ->
            KeptChoices.of(plan, mode, now.session().grants())
                .keep(
                    SessionAssembly.sessions(host).resolve(plan.sessionId()),
                    now.resources().settings()));
  }

  private void start(
      SessionResources resources,
      OpenedLog log,
      SessionAssembly.Conversation conversation,
      SessionAssembly.ModelBinding binding,
      List<Event.Durable> opening,
      Mode mode) {
    rules.pass(resources.settings());
    Approvals approvals = approvals();
    AgentSession.Setup setup =
        new SessionAssembly(host, plan).setup(conversation, binding, approvals, opening);
    Permits permits = setup.permissions().permits();
    subagents.ifPresent(
        all ->
            all.bind(new SessionSubagents.Bound(plan, conversation, binding, permits, approvals)));
    AgentSession session = AgentSession.start(setup);
    Thread results = Thread.ofVirtual().name("results").start(() -> watch(session));
    open = Optional.of(new Parts(resources, log, conversation, binding, session, results));
    canceller.session(session);
    session.submit(new Command.ChangeMode(mode.label()));
  }

  /** Events tell how runs end; only a session that broke has no other way to say so. */
  private void watch(AgentSession session) {
    try {
      while (true) {
        RunResult told = session.awaitResult();
        LOG.debug("a run ended with {}", told.exitCode());
      }
    } catch (VibeException e) {
      counterpart.broke(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Adds up how edits found their place since this was last done; while no run goes on. */
  public void countMatches() {
    open.ifPresent(
        now ->
            new RunKeeping(host, plan).countMatches(now.binding().model().chat(), now.session()));
  }

  private Approvals approvals() {
    return new Approvals(rules, rules.written());
  }

  /** Those of the configuration, and those that were added to it since. */
  public List<RuleListing.Entry> rules() {
    List<RuleListing.Entry> all = new ArrayList<>(RuleListing.of(plan.config()));
    rules.listed().stream().filter(entry -> !all.contains(entry)).forEach(all::add);
    return all;
  }

  /** As {@link AgentSession#compact}. */
  public boolean compact(String hint) {
    return now().session().compact(hint);
  }

  /** What fills the window with the next request. */
  public ContextUse use() {
    return now().session().contextUse();
  }

  /** The commands in the background, all there were. */
  public List<Jobs.Job> jobs() {
    return conversation().resources().commands().jobs().all();
  }

  /** The MCP servers of the session, and what of them is in its requests. */
  public List<McpServers.Held> servers() {
    return conversation().resources().extensions().held();
  }

  /**
   * The text of a prompt of an MCP server. Blocks on that.
   *
   * @throws dev.vibe.problem.VibeException when it cannot be had
   */
  public String serverPrompt(String command, String typed) throws InterruptedException {
    return conversation().resources().extensions().prompt(command, typed);
  }

  /** What was granted until this session ends. */
  public Grants grants() {
    return now().session().grants();
  }

  private Parts now() {
    return open.orElseThrow();
  }

  /** The id of the model in use; empty when there is none yet. */
  public String modelName() {
    return open.map(parts -> parts.binding().model().chat().id()).orElse("");
  }

  public SessionModel model() {
    return now().binding().model();
  }

  public SessionAssembly.ModelBinding binding() {
    return now().binding();
  }

  /** To be looked at while no run goes on. */
  public SessionAssembly.Conversation conversation() {
    return now().conversation();
  }

  /** What was said before this process took part, without what was taken back. */
  public List<Envelope> takeEarlier() {
    List<Envelope> taken = Prompts.standing(earlier);
    earlier = List.of();
    return taken;
  }

  /** Files of them that the model was given by now. */
  public List<String> instructions() {
    List<String> all = new ArrayList<>(instructions);
    all.addAll(conversation().nested().told());
    return all;
  }

  /** The model hears of what changed with a prompt, so that all before it stays cached. */
  public void prompt(List<Part> said, Mode mode) throws InterruptedException {
    List<Part> parts = new ArrayList<>(said);
    parts.addAll(news);
    news = List.of();
    parts.addAll(MemoryAccess.recall(memory, new Message.User(said), model()));
    memory = Optional.empty();
    if (mode != toldMode) {
      parts.add(Part.Attachment.ofMode(ModelNotes.of(mode, Audience.PERSON)));
      toldMode = mode;
    }
    parts.addAll(map.parts(new Message.User(said), model(), now().session()));
    map = SessionMap.NONE;
    canceller.running();
    now().session().submit(new Command.Prompt(new Message.User(parts)));
  }

  @Override
  public void close() {
    open.ifPresent(Parts::close);
    countMatches();
    open = Optional.empty();
  }
}
