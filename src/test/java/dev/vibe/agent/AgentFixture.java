package dev.vibe.agent;

import dev.vibe.approval.Approver;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Policy;
import dev.vibe.approval.Rules;
import dev.vibe.approval.SettingsGuard;
import dev.vibe.context.ContextBuilder;
import dev.vibe.context.NestedInstructions;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.Usage;
import dev.vibe.effect.ExecutionMode;
import dev.vibe.event.Command;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.event.Journal;
import dev.vibe.event.RunResult;
import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Jobs;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.git.AddedFolders;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.commit.CommitNote;
import dev.vibe.git.commit.CommitTerms;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.commit.SecretCheck;
import dev.vibe.git.config.GitSettings;
import dev.vibe.hook.HookSet;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelRequest;
import dev.vibe.session.OtherSessions;
import dev.vibe.session.Transcript;
import dev.vibe.testkit.FakeApprover;
import dev.vibe.testkit.ScriptedModel;
import dev.vibe.text.SecretMask;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.Toolbox;
import dev.vibe.tool.builtin.ReadFileTool;
import dev.vibe.tool.builtin.StrReplaceTool;
import dev.vibe.tool.builtin.WriteFileTool;
import dev.vibe.verify.Diagnostics;
import dev.vibe.verify.Verifier;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A session over a folder with one file {@code f} that holds {@code old}. Its tools are {@code
 * look}, which reads that file, {@code act} and {@code commit}, which do nothing, and the real ones
 * that edit. What runs is kept in order, with what the file held then.
 */
final class AgentFixture {

  /** Why a call that cannot be recorded ends the run. */
  static final Problem NO_ROOM = new Problem(ProblemCode.AUDIT_STOPPED, "no room", "", "");

  final Path root;
  final ScriptedModel model = new ScriptedModel();
  final FakeApprover person = new FakeApprover();
  final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  final List<Envelope> events = new ArrayList<>();
  private final List<Tool<?>> tools = new ArrayList<>();
  private final List<RunRequirement> promises = new ArrayList<>();
  private Approver approver = person;
  private Audience audience = Audience.NOBODY;
  private Mode mode = Mode.AUTO;
  private Rules rules = Rules.NONE;
  private RunLimits limits = RunLimits.NONE;
  private OtherSessions others = OtherSessions.none();
  private Optional<BetweenRuns> between = Optional.empty();
  private AddedFolders added = AddedFolders.none();
  private final SecretMask secrets = new SecretMask();
  private ChatModel answering = model;
  private int window = 100_000;
  private boolean goesOn;
  private String unrecorded = "";
  private VerificationChoice verification = VerificationChoice.none();
  private SecretCheck commits = SecretCheck.STRICT;
  private HookSet hooks = HookSet.NONE;
  private SessionGoal goal = SessionGoal.none();
  private Transcript transcript = new Transcript();
  private ContextBuilder.Compactions compactions = ContextBuilder.Compactions.AUTOMATIC;

  AgentFixture(Path root) {
    this.root = root;
    write("old\n");
    tools.add(new ProbeTool("look", CallKind.READS, this::ran));
    tools.add(new ProbeTool("act", CallKind.ACTS, this::ran));
    tools.add(new ProbeTool("commit", CallKind.ACTS, this::ran));
    tools.add(new ReadFileTool(IgnoreRules.repositoriesOnly()));
    tools.add(new StrReplaceTool(IgnoreRules.repositoriesOnly()));
    tools.add(new WriteFileTool(IgnoreRules.repositoriesOnly()));
  }

  AgentFixture mode(Mode other) {
    mode = other;
    return this;
  }

  AgentFixture rules(Rules other) {
    rules = other;
    return this;
  }

  AgentFixture limits(RunLimits other) {
    limits = other;
    return this;
  }

  AgentFixture others(OtherSessions there) {
    others = there;
    return this;
  }

  AgentFixture added(AddedFolders folders) {
    added = folders;
    return this;
  }

  AgentFixture approver(Approver other) {
    approver = other;
    return this;
  }

  /** The command has to pass. */
  AgentFixture verifying(String command, int attempts) {
    verification =
        new VerificationChoice(Optional.of(new VerificationChoice.Wanted(command, attempts)));
    return this;
  }

  /** Each run goes on until this is reached. */
  AgentFixture until(SessionGoal.Goal wanted) {
    goal = new SessionGoal(Optional.of(wanted));
    return this;
  }

  AgentFixture hooks(HookSet other) {
    hooks = other;
    return this;
  }

  AgentFixture commits(SecretCheck other) {
    commits = other;
    return this;
  }

  AgentFixture audience(Audience other) {
    audience = other;
    return this;
  }

  AgentFixture promise(RunRequirement promise) {
    promises.add(promise);
    return this;
  }

  /** A call of that tool cannot be recorded, and so must not be carried out. */
  AgentFixture unrecorded(String tool) {
    unrecorded = tool;
    return this;
  }

  /** Instead of the scripted one. */
  AgentFixture answering(ChatModel other) {
    answering = other;
    return this;
  }

  /** The next session takes up the one before. */
  AgentFixture goingOn() {
    goesOn = true;
    return this;
  }

  /** Of the session that was started last. */
  Transcript transcript() {
    return transcript;
  }

  AgentFixture window(int tokens) {
    window = tokens;
    return this;
  }

  AgentFixture compactions(ContextBuilder.Compactions when) {
    compactions = when;
    return this;
  }

  AgentFixture secret(String secret) {
    secrets.add(secret);
    return this;
  }

  /** Without those that it has by itself. */
  AgentFixture noTools() {
    tools.clear();
    return this;
  }

  AgentFixture tool(Tool<?> tool) {
    tools.add(tool);
    return this;
  }

  /** Arguments of the probing tools. */
  static String command(String text) {
    return Json.write(Map.of("command", text));
  }

  static String edit(String old, String replacement) {
    return Json.write(Map.of("file", "f", "old", old, "new", replacement));
  }

  void write(String text) {
    try {
      Files.writeString(root.resolve("f"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String file() {
    try {
      return Files.readString(root.resolve("f")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ToolOutput ran(String command) {
    ran.add(command + ":" + file());
    return ToolOutput.ok("ran " + command);
  }

  /** Runs one prompt to its end. */
  RunResult run() {
    try (AgentSession session = start()) {
      session.submit(new Command.Prompt(Message.User.text("do it")));
      return await(session);
    }
  }

  /** Of the session that was started last. */
  BetweenRuns between() {
    return between.orElseThrow();
  }

  static RunResult await(AgentSession session) {
    try {
      return session.awaitResult();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  AgentSession start() {
    boolean dry = promises.contains(RunRequirement.DRY_RUN);
    GitWorkspace git =
        GitWorkspace.open(
            root, GitSettings.of(Map.of(), root, root.resolveSibling("state"), Clock.systemUTC()));
    transcript = goesOn ? Transcript.of(events) : new Transcript();
    Transcript said = transcript;
    RunTally tally = new RunTally();
    Interrupts interrupts = new Interrupts();
    EventBus bus =
        new EventBus(
            Clock.systemUTC(),
            "session",
            Journal.none(),
            List.of(
                envelope -> stopAt(envelope.event(), interrupts),
                tally,
                envelope -> said.add(envelope.event()),
                events::add));
    bus.hide(secrets);
    RunChanges changes = git.ledger(List.of());
    BetweenRuns between = new BetweenRuns(git, changes);
    this.between = Optional.of(between);
    Toolbox toolbox = new Toolbox(tools);
    SeenVersions seen = new SeenVersions();
    between.reads(seen::known);
    Workspace workspace = new Workspace(root, List.of());
    RunCompletion.Work work =
        new RunCompletion.Work(
            git,
            changes,
            () -> new CommitNote("session", "scripted", Usage.NONE),
            CommitTerms.STRICT,
            RunCompletion.PatchSink.NONE);
    return AgentSession.start(
        new AgentSession.Setup(
            List.of(),
            answering,
            new ContextBuilder(
                "You are a test.",
                toolbox.specs(),
                () -> Capabilities.UNKNOWN.withContext(window),
                compactions),
            new ToolEnvironment(
                toolbox,
                () -> new EditBatch(workspace, seen),
                git,
                added,
                changes,
                root.resolveSibling("journal"),
                root.resolveSibling("outputs"),
                dry ? ExecutionMode.DRY_RUN : ExecutionMode.REAL,
                0,
                Optional.empty(),
                SettingsGuard.ofNothing(),
                others,
                NestedInstructions.none(),
                Jobs.none(),
                between,
                KeptFiles.NONE,
                new VerificationTerms(
                    new Verifier(commands(), git, snapshot -> {}), tally, verification, goal),
                commits,
                hooks,
                Formatters.NONE,
                Diagnostics.NONE),
            new AgentSession.Permissions(
                new Policy(mode, Policy.Commits.NOT_ASKED_FOR, rules), approver, audience),
            new AgentSession.Recording("session", bus, transcript),
            new RunCompletion(promises, work, tally, bus),
            limits,
            interrupts));
  }

  /** Those of a verification; they are short, and end with the test. */
  private CommandRunner commands() {
    return new CommandRunner(
        new ChildEnvironment.Source(
            Map.of("PATH", "/usr/bin:/bin"), List.of(root), Set.of(), Set.of()),
        root.resolveSibling("commands"),
        Launcher.unconfined(),
        OwnProcess.unguarded());
  }

  private void stopAt(Event event, Interrupts interrupts) {
    if (event instanceof Event.ToolCalled called && called.call().name().equals(unrecorded)) {
      interrupts.request(new Stop(ExitCode.FAILED, NO_ROOM));
    }
  }

  /** The results that went back to the model with its request of this number, from 1. */
  List<ToolResult> results(int request) {
    ModelRequest sent = model.requests().get(request - 1);
    return sent.messages().getLast() instanceof Message.ToolResults(List<ToolResult> results)
        ? results
        : List.of();
  }

  List<ToolResult.Outcome> outcomes(int request) {
    return results(request).stream().map(ToolResult::outcome).toList();
  }

  <E extends Event> List<E> events(Class<E> type) {
    return events.stream().map(Envelope::event).filter(type::isInstance).map(type::cast).toList();
  }
}
