package dev.vibe.app.assembly;

import dev.vibe.agent.AgentSession;
import dev.vibe.agent.RunCompletion;
import dev.vibe.agent.RunLimits;
import dev.vibe.agent.RunRequirement;
import dev.vibe.agent.RunTally;
import dev.vibe.agent.ToolEnvironment;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Approver;
import dev.vibe.approval.LearnedRules;
import dev.vibe.approval.Policy;
import dev.vibe.approval.Policy.Commits;
import dev.vibe.approval.Rule;
import dev.vibe.approval.Rules;
import dev.vibe.config.Config;
import dev.vibe.context.ContextBuilder;
import dev.vibe.context.Fragment;
import dev.vibe.context.StartFragments;
import dev.vibe.context.StoredSystemPrompt;
import dev.vibe.context.SystemPrompt;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.event.EventSink;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.OutputSnapshot;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.config.GitSettings;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ChatModel;
import dev.vibe.session.MatchCounts;
import dev.vibe.session.Prompts;
import dev.vibe.session.Transcript;
import dev.vibe.tool.Toolbox;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.ChangeSet;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.Recovery;
import dev.vibe.workspace.change.SeenVersions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a session together, whoever shows it. */
public final class SessionAssembly {

  private static final Logger LOG = LoggerFactory.getLogger(SessionAssembly.class);

  private final HostEnvironment surroundings;
  private final SessionPlan task;
  private final CommandSetup commands;

  public SessionAssembly(HostEnvironment surroundings, SessionPlan task) {
    this.surroundings = surroundings;
    this.task = task;
    this.commands = new CommandSetup(task.config(), surroundings);
  }

  public static Path sessions(HostEnvironment surroundings) {
    return surroundings.paths().stateDir().resolve("sessions");
  }

  /** Where change sets of every session keep their journal. */
  public static Path journal(HostEnvironment surroundings) {
    return surroundings.paths().stateDir().resolve("journal");
  }

  public static GitSettings gitSettings(HostEnvironment surroundings) {
    return GitSettings.of(
        surroundings.environment(),
        surroundings.home(),
        surroundings.paths().stateDir().resolve("git"),
        surroundings.clock());
  }

  /** Where a session works; belongs to its thread once that runs. */
  public record SessionResources(GitWorkspace git, CommandRunner commands)
      implements AutoCloseable {
    @Override
    public void close() {
      commands.close();
      git.close();
    }
  }

  /** What is said, and all that has to hear of it. Outlives a change of the model. */
  public record Conversation(
      SessionResources place,
      EventBus bus,
      Transcript transcript,
      Prompts prompts,
      RunChanges changes,
      RunTally facts,
      NoteOfRun note,
      Toolbox toolbox) {}

  /** Who answers, and what it was told at the start. */
  public record ModelBinding(SessionModel model, String systemPrompt) {}

  /**
   * Finishes what a crash left half done, and tells what cannot be known.
   *
   * @return whether files are other than they were
   */
  public boolean recover() {
    List<Recovery> recovered = ChangeSet.recover(journal(surroundings));
    recovered.forEach(
        done -> task.notices().add(new Problem(ProblemCode.RECOVERED, done.message(), "", "")));
    GitSettings git = gitSettings(surroundings);
    task.notices().addAll(GitWorkspace.leftBehind(task.workspace().root(), git));
    return !recovered.isEmpty();
  }

  public SessionResources openPlace() {
    return new SessionResources(openGit(), commands.runner(task.workspace(), outputs()));
  }

  public GitWorkspace openGit() {
    return GitWorkspace.open(task.workspace().root(), gitSettings(surroundings));
  }

  /** To be started before anything that can proceed beside it. */
  public BackgroundTask<Fragment> lookAtRepository() {
    return lookAtRepository(surroundings, task.workspace().root());
  }

  /** Begins to look at the repository: in a large one, that takes longer than all the rest. */
  public static BackgroundTask<Fragment> lookAtRepository(
      HostEnvironment surroundings, Path folder) {
    return BackgroundTask.start(
        "git",
        () -> {
          try (GitWorkspace git = GitWorkspace.open(folder, gitSettings(surroundings))) {
            return StartFragments.repository(git);
          }
        });
  }

  /** Blocks on disk, and until the look at the repository is done. */
  public String systemPrompt(SessionResources place, BackgroundTask<Fragment> repository) {
    StartFragments fragments =
        new StartFragments(
            task.workspace(),
            surroundings.paths().configDir(),
            task.options().where().isTrusted(),
            surroundings.platform().name(),
            LocalDate.ofInstant(surroundings.clock().instant(), surroundings.clock().getZone()),
            ModelNotes.of(task));
    return SystemPrompt.of(fragments.of(place.git(), awaited(repository)));
  }

  private static Optional<Fragment> awaited(BackgroundTask<Fragment> repository) {
    try {
      return Optional.of(repository.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** To be called with the log open; {@code now} is kept or gives way to what was kept. */
  public StoredSystemPrompt sessionPrompt(String now) {
    StoredSystemPrompt.Extent extent =
        task.options().where().isTrusted()
            ? StoredSystemPrompt.Extent.TRUSTED
            : StoredSystemPrompt.Extent.UNTRUSTED;
    return StoredSystemPrompt.of(sessions(surroundings).resolve(task.sessionId()), extent, now);
  }

  /**
   * Who hears of everything that happens.
   *
   * @param detail whether they are also shown how the output of a command grows
   */
  public record Watchers(List<EventSink> sinks, Detail detail) {

    public enum Detail {
      FACTS,
      GROWING_OUTPUT
    }
  }

  /**
   * A new session goes on without a log when it cannot be kept.
   *
   * @throws VibeException when an earlier one cannot be taken up
   */
  public OpenedLog openLog() {
    return new LogOpening(sessions(surroundings), surroundings.clock()).open(task);
  }

  /** A conversation that goes on from what the log holds. */
  public Conversation begin(
      SessionResources place, SessionModel model, OpenedLog log, Watchers watchers) {
    RunTally facts = new RunTally();
    Transcript transcript = new Transcript();
    Prompts prompts = new Prompts(transcript);
    for (Envelope each : log.earlier()) {
      transcript.add(each.event());
      prompts.accept(each);
    }
    NoteOfRun note = new NoteOfRun(task.sessionId(), model.chat());
    List<EventSink> everyone = new ArrayList<>(List.of(facts, note));
    everyone.add(envelope -> transcript.add(envelope.event()));
    everyone.add(prompts);
    everyone.addAll(watchers.sinks());
    EventBus bus = new EventBus(surroundings.clock(), task.sessionId(), log.journal(), everyone);
    bus.goOnAfter(log.lastSeq());
    RunChanges changes = new RunChanges();
    Consumer<OutputSnapshot> glances =
        switch (watchers.detail()) {
          case FACTS -> glance -> {};
          case GROWING_OUTPUT ->
              glance -> bus.publish(new Event.OutputGrew(glance.end(), glance.lines()));
        };
    Toolbox toolbox =
        new BuiltinTools(task.workspace(), place.git(), place.commands(), glances)
            .toolbox(changes, note, model.tools());
    return new Conversation(place, bus, transcript, prompts, changes, facts, note, toolbox);
  }

  /**
   * Who is asked.
   *
   * @param allowed rules that were agreed on since the configuration was read
   */
  public record Approvals(Approver approver, List<Rule> allowed) {}

  /** Everything for a session's thread to go on with a conversation. */
  public AgentSession.Setup setup(
      Conversation conversation, ModelBinding mind, Approvals asking, List<Event.Durable> opening) {
    IntSupplier window = mind.model()::window;
    conversation.note().model(mind.model().chat());
    RunCompletion.Work work =
        new RunCompletion.Work(
            conversation.place().git(), conversation.changes(), conversation.note(), patch());
    return new AgentSession.Setup(
        opening,
        mind.model().chat(),
        new ContextBuilder(mind.systemPrompt(), conversation.toolbox().specs(), window),
        ground(conversation),
        new AgentSession.Permissions(policy(asking.allowed()), asking.approver()),
        new AgentSession.Recording(task.sessionId(), conversation.bus(), conversation.transcript()),
        new RunCompletion(requirements(), work, conversation.facts(), conversation.bus()),
        limits());
  }

  /** Adds up how edits found their place; to be called while no run goes on. */
  public void countMatches(ChatModel model, AgentSession session) {
    try {
      new MatchCounts(surroundings.paths().stateDir()).add(model.id(), session.takeMatches());
    } catch (IOException e) {
      LOG.warn("cannot count how edits matched", e);
    }
  }

  public List<Event.Durable> opening(ChatModel model) {
    List<Event.Durable> opening = new ArrayList<>();
    opening.add(
        new Event.SessionStarted(
            surroundings.version(),
            task.workspace().root().toString(),
            model.id(),
            model.endpoint(),
            task.mode().label()));
    task.notices().forEach(notice -> opening.add(Event.NoticeRaised.of(notice)));
    return opening;
  }

  private ToolEnvironment ground(Conversation conversation) {
    SeenVersions views = new SeenVersions();
    Workspace workspace = task.workspace().withOutputs(outputs());
    return new ToolEnvironment(
        conversation.toolbox(),
        () -> new EditBatch(workspace, views),
        conversation.place().git(),
        conversation.changes(),
        journal(surroundings),
        task.options().changes().effort(),
        conversation.prompts().runs());
  }

  private Policy policy(List<Rule> allowed) {
    Commits commits =
        task.options().changes().commits() ? Commits.ASKED_FOR : Commits.NOT_ASKED_FOR;
    Config.Permissions rules = task.config().permissions();
    Policy policy =
        new Policy(
            task.mode(),
            commits,
            Rules.parse(rules.allow(), rules.ask(), rules.deny())
                .limited(LearnedRules.limit(task.config())),
            commands.launcher());
    for (Rule rule : allowed) {
      policy = policy.allowing(rule);
    }
    return policy;
  }

  private RunLimits limits() {
    dev.vibe.config.LimitSettings set = task.config().limits();
    return new RunLimits(
        set.turns() > 0 ? set.turns() : RunLimits.NONE.maxTurns(),
        set.tokens() > 0 ? set.tokens() : RunLimits.NONE.maxTokens(),
        set.costUsd() > 0 ? set.costUsd() : RunLimits.NONE.maxCostUsd());
  }

  private List<RunRequirement> requirements() {
    RunOptions.Changes changes = task.options().changes();
    List<RunRequirement> requirements = new ArrayList<>();
    if (task.options().prompt() instanceof RunOptions.Prompt.Recorded) {
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

  private RunCompletion.PatchSink patch() {
    return switch (task.options().output().patch()) {
      case RunOptions.Target.Nowhere() -> RunCompletion.PatchSink.NONE;
      case RunOptions.Target.ToFile(Path file) ->
          new PatchFile(surroundings.directory().resolve(file));
    };
  }

  /** Where the outputs of commands go that are too long for an answer; the model may read them. */
  private Path outputs() {
    return sessions(surroundings).resolve(task.sessionId()).resolve("commands");
  }
}
