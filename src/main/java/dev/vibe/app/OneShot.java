package dev.vibe.app;

import dev.vibe.agent.AgentSession;
import dev.vibe.agent.Closing;
import dev.vibe.agent.Closing.Promise;
import dev.vibe.agent.Limits;
import dev.vibe.agent.RunFacts;
import dev.vibe.agent.Stop;
import dev.vibe.agent.ToolRunner;
import dev.vibe.agent.ToolRunner.Effort;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Policy;
import dev.vibe.approval.Policy.Commits;
import dev.vibe.approval.Rules;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigKey;
import dev.vibe.context.ContextBuilder;
import dev.vibe.context.SystemPrompt;
import dev.vibe.conversation.Message;
import dev.vibe.event.Command;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.event.EventSink;
import dev.vibe.event.Journal;
import dev.vibe.event.RunResult;
import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launcher;
import dev.vibe.git.Checkpoints;
import dev.vibe.git.CommitNote;
import dev.vibe.git.GitSettings;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.RunChanges;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ChatModel;
import dev.vibe.session.MatchCounts;
import dev.vibe.session.SessionLog;
import dev.vibe.session.Transcript;
import dev.vibe.tool.Tool;
import dev.vibe.tool.Toolbox;
import dev.vibe.workspace.ChangeSet;
import dev.vibe.workspace.EditBatch;
import dev.vibe.workspace.Views;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One prompt, one run, one result: everything that {@code vibe -p} does after its configuration is
 * known.
 */
final class OneShot {

  /**
   * A model and what it was made for; asked for once, when the rest is ready to go on without it.
   */
  record Model(ChatModel chat, int usualContext, List<Tool<?>> tools) {
    Model(ChatModel chat, int usualContext) {
      this(chat, usualContext, List.of());
    }
  }

  /**
   * What a run works on and with.
   *
   * @param notices what is odd but no obstacle; grows until the session opens, from any thread
   */
  record Task(
      RunOptions options,
      Config config,
      Workspace workspace,
      String sessionId,
      List<Problem> notices) {}

  private static final Logger LOG = LoggerFactory.getLogger(OneShot.class);

  /** Variables whose values no command ever sees. */
  private static final List<String> KEYS =
      List.of("VIBE_API_KEY", "MISTRAL_API_KEY", "OPENAI_API_KEY");

  private final Surroundings surroundings;
  private final Task task;
  private final RunSinks sinks;
  private final Path sessionFolder;

  OneShot(Surroundings surroundings, Task task, RunSinks sinks) {
    this.surroundings = surroundings;
    this.task = task;
    this.sinks = sinks;
    this.sessionFolder = sessions(surroundings).resolve(task.sessionId());
  }

  static Path sessions(Surroundings surroundings) {
    return surroundings.paths().stateDir().resolve("sessions");
  }

  /** Runs to the end; the result was shown when this returns. */
  RunResult run(Supplier<Model> models) throws InterruptedException {
    ChangeSet.recover(journal())
        .forEach(done -> task.notices().add(new Problem("recovered", done.message(), "", "")));
    task.notices().addAll(Checkpoints.cutOff(task.workspace().root(), gitSettings()));
    Message.User prompt = TaskPrompt.read(task.options().prompt(), surroundings);
    try (GitWorkspace git = GitWorkspace.open(task.workspace().root(), gitSettings());
        CommandRunner commands = commands()) {
      Background<String> systemPrompt =
          Background.start(
              "context", () -> SystemPrompt.of(new ContextFragments(surroundings, task).of(git)));
      Model model = awaited(models);
      try (Log log = openLog()) {
        return run(new Parts(git, commands, model, log.journal()), systemPrompt, prompt);
      }
    }
  }

  /** Finding a model may wait for a server that says nothing; a stop ends that wait. */
  private Model awaited(Supplier<Model> models) throws InterruptedException {
    Background<Model> model = Background.start("model", models);
    surroundings.stop().attach(as -> model.cancel());
    try {
      return model.get();
    } catch (CancellationException e) {
      Stop stop = Stop.requested(surroundings.stop().requested().orElse(ExitCode.INTERRUPTED));
      throw new VibeException(stop.exitCode(), stop.problem(), e);
    }
  }

  /** What a session is built on; all of it is closed when the run has ended. */
  private record Parts(GitWorkspace git, CommandRunner commands, Model model, Journal journal) {}

  private RunResult run(Parts parts, Background<String> systemPrompt, Message.User prompt)
      throws InterruptedException {
    RunFacts facts = new RunFacts();
    Transcript transcript = new Transcript();
    NoteOfRun note = new NoteOfRun(parts.model().chat());
    List<EventSink> everyone = new ArrayList<>(List.of(facts, note));
    everyone.add(envelope -> transcript.add(envelope.event()));
    everyone.addAll(sinks.sinks());
    EventBus bus = new EventBus(surroundings.clock(), task.sessionId(), parts.journal(), everyone);
    RunChanges changes = new RunChanges();
    Toolbox toolbox =
        new BuiltinTools(task.workspace(), parts.git(), parts.commands())
            .toolbox(changes, note, parts.model().tools());
    IntSupplier window =
        () -> {
          int known = parts.model().chat().capabilities().contextTokens();
          return known > 0 ? known : parts.model().usualContext();
        };
    Closing closing =
        new Closing(promises(), new Closing.Work(parts.git(), changes, note, patch()), facts, bus);
    AgentSession.Setup setup =
        new AgentSession.Setup(
            opening(parts.model().chat()),
            parts.model().chat(),
            new ContextBuilder(systemPrompt.get(), toolbox.specs(), window),
            ground(toolbox, parts.git(), changes),
            new AgentSession.Permissions(policy(), sinks.approver()),
            new AgentSession.Recording(task.sessionId(), bus, transcript),
            closing,
            limits());
    try (AgentSession session = AgentSession.start(setup)) {
      surroundings.stop().attach(as -> session.submit(new Command.Stop(as)));
      session.submit(new Command.Prompt(prompt));
      RunResult result = session.awaitResult();
      if (!(task.options().prompt() instanceof RunOptions.Prompt.Recorded)) {
        count(parts.model().chat().id(), session.takeMatches());
      }
      return result;
    }
  }

  private void count(String model, Map<String, Integer> matches) {
    try {
      new MatchCounts(surroundings.paths().stateDir()).add(model, matches);
    } catch (IOException e) {
      LOG.warn("cannot count how edits matched", e);
    }
  }

  private ToolRunner.Ground ground(Toolbox toolbox, GitWorkspace git, RunChanges changes) {
    Views views = new Views();
    Effort effort = task.options().changes().isDryRun() ? Effort.DRY_RUN : Effort.REAL;
    return new ToolRunner.Ground(
        toolbox, () -> new EditBatch(task.workspace(), views), git, changes, journal(), effort);
  }

  private List<Event.Durable> opening(ChatModel model) {
    List<Event.Durable> opening = new ArrayList<>();
    opening.add(
        new Event.SessionStarted(
            surroundings.version(),
            task.workspace().root().toString(),
            model.id(),
            model.endpoint(),
            mode().label()));
    task.notices().forEach(notice -> opening.add(new Event.NoticeRaised(notice)));
    return opening;
  }

  private Mode mode() {
    return mode(task.options(), task.config());
  }

  /** {@code --auto-commit} raises the mode, but not over what an administrator set. */
  static Mode mode(RunOptions options, Config config) {
    Mode mode = Mode.of(config.mode());
    boolean raised = options.changes().commits() && !config.isManaged(ConfigKey.of("mode"));
    return raised ? mode.atLeast(Mode.ACCEPT_EDITS) : mode;
  }

  private Policy policy() {
    Commits commits =
        task.options().changes().commits() ? Commits.ASKED_FOR : Commits.NOT_ASKED_FOR;
    Config.Permissions rules = task.config().permissions();
    return new Policy(mode(), commits, Rules.parse(rules.allow(), rules.ask(), rules.deny()));
  }

  private Limits limits() {
    dev.vibe.config.Limits set = task.config().limits();
    return new Limits(
        set.turns() > 0 ? set.turns() : Limits.NONE.maxTurns(),
        set.tokens() > 0 ? set.tokens() : Limits.NONE.maxTokens(),
        set.costUsd() > 0 ? set.costUsd() : Limits.NONE.maxCostUsd());
  }

  private List<Promise> promises() {
    RunOptions.Changes changes = task.options().changes();
    List<Promise> promises = new ArrayList<>();
    if (task.options().prompt() instanceof RunOptions.Prompt.Recorded) {
      promises.add(Promise.APPLY_ALL);
    } else if (changes.commits()) {
      promises.add(Promise.COMMIT_ALL);
    }
    if (changes.mustChange()) {
      promises.add(Promise.CHANGE_SOMETHING);
    }
    if (changes.isDryRun()) {
      promises.add(Promise.DRY_RUN);
    }
    return promises;
  }

  private Closing.Keepsake patch() {
    return switch (task.options().output().patch()) {
      case RunOptions.Target.Nowhere() -> Closing.Keepsake.NONE;
      case RunOptions.Target.ToFile(Path file) ->
          new PatchFile(surroundings.directory().resolve(file));
    };
  }

  private Path journal() {
    return journal(surroundings);
  }

  private GitSettings gitSettings() {
    return gitSettings(surroundings);
  }

  /** Where change sets of every run keep their journal. */
  static Path journal(Surroundings surroundings) {
    return surroundings.paths().stateDir().resolve("journal");
  }

  static GitSettings gitSettings(Surroundings surroundings) {
    return GitSettings.of(
        surroundings.environment(),
        surroundings.home(),
        surroundings.paths().stateDir().resolve("git"),
        surroundings.clock());
  }

  private CommandRunner commands() {
    Map<String, String> environment = surroundings.environment();
    Set<String> keys =
        KEYS.stream().map(name -> environment.getOrDefault(name, "")).collect(Collectors.toSet());
    return new CommandRunner(
        new ChildEnvironment.Source(environment, List.of(task.workspace().root()), Set.of(), keys),
        sessionFolder,
        Launcher.unconfined());
  }

  /** The log of this session, or none when it cannot be kept. */
  private record Log(Journal journal, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  private Log openLog() {
    try {
      SessionLog log = SessionLog.create(sessions(surroundings), task.sessionId());
      return new Log(log, log::close);
    } catch (VibeException e) {
      task.notices().add(e.problem());
      return new Log(Journal.none(), () -> {});
    }
  }

  /** What the run has cost so far, for the note on its commits. */
  private final class NoteOfRun implements EventSink, Supplier<CommitNote> {

    private final ChatModel model;
    private dev.vibe.conversation.Usage total = dev.vibe.conversation.Usage.NONE;

    NoteOfRun(ChatModel model) {
      this.model = model;
    }

    @Override
    public void accept(Envelope envelope) {
      if (envelope.event() instanceof Event.UsageReported reported) {
        total = reported.total();
      }
    }

    @Override
    public CommitNote get() {
      return new CommitNote(task.sessionId(), model.id(), total);
    }
  }

  /** A result for a run that ended before its session began. */
  static RunResult endedEarly(ExitCode exitCode, Problem problem, String sessionId) {
    return new RunResult(
        new RunResult.Ending.Badly(exitCode, problem),
        "",
        sessionId,
        "",
        "",
        0,
        dev.vibe.conversation.Usage.NONE,
        0,
        Duration.ZERO,
        List.of(),
        List.of());
  }
}
