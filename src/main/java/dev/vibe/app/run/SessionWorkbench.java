package dev.vibe.app.run;

import dev.vibe.agent.KeptFiles;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.SessionResources;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.file.BoundedFile;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.NoRepository;
import dev.vibe.git.commit.CommitNote;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.ToolCaches;
import dev.vibe.git.file.FileState;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.undo.Undo;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.task.Task;
import dev.vibe.task.heal.ChangedSource;
import dev.vibe.task.heal.Workbench;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Names;
import dev.vibe.text.Truncation;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.verify.Verification;
import dev.vibe.verify.Verifier;
import dev.vibe.verify.report.FailureReader;
import dev.vibe.verify.report.FailureReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Workbench in this process: the folder through Git, commands in the sandbox of a session, the
 * model by one. A model is looked for when the first attempt begins. Owned by one thread.
 */
final class SessionWorkbench implements Workbench, AutoCloseable {

  /** Of what a command wrote, in bytes; what is longer was read by nobody. */
  private static final int LARGEST_LOG = 6_000_000;

  /** Characters that a token of code has at least, on average. */
  private static final int CHARACTERS = 3;

  /** The part of a window that a prompt may fill. */
  private static final int SHARE = 6;

  private static final int USUAL_ROOM = 12_000;
  private static final int LEAST_ROOM = 3_000;
  private static final int MOST_ROOM = 30_000;

  private final HostEnvironment host;
  private final SessionPlan plan;
  private final SessionResources resources;
  private final Opening opening;
  private final KeptFiles kept;
  private final Consumer<String> progress;
  private Optional<HealSession> session = Optional.empty();
  private Optional<WorktreeSnapshot> attempt = Optional.empty();
  private List<WorktreeChange> changed = List.of();

  /** Opener of the session. */
  @FunctionalInterface
  interface Opening {
    HealSession open() throws InterruptedException;
  }

  /**
   * On what there is.
   *
   * @param kept protected files
   * @param progress told how far it is
   */
  SessionWorkbench(
      HostEnvironment host,
      SessionPlan plan,
      SessionResources resources,
      Opening opening,
      KeptFiles kept,
      Consumer<String> progress) {
    this.host = host;
    this.plan = plan;
    this.resources = resources;
    this.opening = opening;
    this.kept = kept;
    this.progress = progress;
  }

  private GitWorkspace git() {
    return resources.git();
  }

  @Override
  public Verified verify(String command) throws InterruptedException {
    WorktreeSnapshot before = git().snapshot();
    Instant start = host.clock().instant().minusMillis(20); // file times may be coarser
    Verification verification = stoppable(command);
    // What the command did before anything was tried is its own way, as with a lock file it makes.
    KeptFiles.PutBack putBack =
        attempt.isEmpty()
            ? new KeptFiles.PutBack(List.of(), List.of())
            : kept.putBack(git().changesSince(before));
    if (verification.isGreen() || verification.isBrokenOff()) {
      String log = verification.isGreen() ? log(verification) : "";
      return new Verified(
          verification, FailureReader.read("", List.of()), FailureReader.ran(log), putBack.files());
    }
    String log = log(verification);
    FailureReport report =
        FailureReader.read(log, ReportFiles.since(plan.workspace().root(), start));
    return new Verified(
        verification, report, report.ran().orElse(FailureReader.ran(log)), putBack.files());
  }

  /** On a thread of its own, which a signal interrupts and not this one. */
  private Verification stoppable(String command) throws InterruptedException {
    FutureTask<Verification> task =
        new FutureTask<>(
            () -> new Verifier(resources.commands(), git(), snapshot -> {}).verify(command));
    Thread thread = Thread.ofPlatform().daemon().name("verify").start(task);
    host.stop().attach(as -> thread.interrupt());
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof VibeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      host.stop().attach(as -> {});
    }
  }

  /** All of it where there is a file that holds it. */
  private static String log(Verification verification) {
    var output = verification.result().output();
    if (!output.spilledTo().isEmpty()) {
      try {
        Path file = Path.of(output.spilledTo());
        if (output.spilledBytes() <= LARGEST_LOG) {
          return new String(BoundedFile.bytes(file, LARGEST_LOG), StandardCharsets.UTF_8);
        }
      } catch (IOException e) {
        return output.head() + "\n" + output.tail();
      }
    }
    return output.tail().isEmpty() ? output.head() : output.head() + "\n" + output.tail();
  }

  @Override
  public String excerpts(FailureReport report, int most) {
    return new SourceExcerpts(plan.workspace(), git()).of(report, most);
  }

  @Override
  public int room() {
    int window = session.map(HealSession::window).orElse(0);
    return window == 0
        ? USUAL_ROOM
        : Math.clamp((long) window * CHARACTERS / SHARE, LEAST_ROOM, MOST_ROOM);
  }

  @Override
  public void begin() throws InterruptedException {
    if (session.isEmpty()) {
      session = Optional.of(opening.open());
    }
    attempt = Optional.of(git().snapshot());
    changed = List.of();
  }

  @Override
  public RunResult run(Task task) throws InterruptedException {
    RunResult result = session.orElseThrow().attempt(task.prompt());
    changed =
        git().changesSince(attempt.orElseThrow()).stream()
            .filter(each -> !ToolCaches.has(each.path().relative()) && !isOurs(each))
            .toList();
    return result;
  }

  /** What the run itself is told to write. */
  private boolean isOurs(WorktreeChange change) {
    RunOptions.Output output = plan.options().output();
    return Stream.of(output.patch(), output.folder(), output.log())
        .anyMatch(
            target ->
                target instanceof RunOptions.Target.ToFile(Path path)
                    && change.path().absolute().startsWith(host.directory().resolve(path)));
  }

  @Override
  public List<ChangedSource> changes() {
    return changed.stream()
        .map(
            each ->
                new ChangedSource(each.path().relative(), text(each.before()), text(each.after())))
        .toList();
  }

  @Override
  public List<String> refusals() {
    return session.map(HealSession::refusals).orElse(List.of());
  }

  private static Optional<String> text(FileState state) {
    return state instanceof FileState.Held held
        ? Optional.of(new String(held.bytes(), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  @Override
  public String diff(int most) {
    String all = changes().stream().map(SessionWorkbench::diff).collect(Collectors.joining("\n"));
    return Truncation.chars(all, new Truncation.Keep(most * 2 / 3, most / 3)).text();
  }

  private static String diff(ChangedSource change) {
    FileDiff diff =
        change.before().isEmpty()
            ? UnifiedDiff.created(change.path(), change.after().orElse(""))
            : change.after().isEmpty()
                ? UnifiedDiff.deleted(change.path(), change.before().orElse(""))
                : UnifiedDiff.between(
                    change.path(), change.before().orElse(""), change.after().orElse(""));
    return UnifiedDiff.render(diff).strip();
  }

  @Override
  public Optional<Problem> takeBack() {
    Optional<Problem> problem =
        changed.isEmpty() && !takingBack().hasAny()
            ? Optional.empty()
            : undone(new Undo.Scope.LastRun());
    List<String> left = left();
    changed = List.of();
    return problem.isPresent() || left.isEmpty()
        ? problem
        : Optional.of(
            new Problem(
                ProblemCode.UNDO_FAILED,
                "not all of an attempt could be taken back",
                Names.some(left),
                "git diff shows it"));
  }

  private TakingBack takingBack() {
    return new TakingBack(host, plan);
  }

  private Optional<Problem> undone(Undo.Scope scope) {
    return takingBack()
        .undo(
            scope,
            restored ->
                session.ifPresent(open -> open.conversation().changes().reversed(restored)));
  }

  private List<String> left() {
    List<String> before = changed.stream().map(each -> each.path().relative()).toList();
    return attempt
        .map(
            start ->
                git().changesSince(start).stream()
                    .map(each -> each.path().relative())
                    .filter(before::contains)
                    .toList())
        .orElse(List.of());
  }

  @Override
  public Optional<Problem> takeBackAll() {
    changed = List.of();
    return takingBack().hasAny() ? undone(new Undo.Scope.Since(1)) : Optional.empty();
  }

  @Override
  public Optional<Problem> commit(String message) {
    SessionAssembly.Conversation conversation = session.orElseThrow().conversation();
    if (git().present() instanceof NoRepository none) {
      Problem reason = none.reason();
      return Optional.of(
          new Problem(ProblemCode.NO_REPOSITORY, reason.what(), reason.cause(), reason.remedy()));
    }
    Supplier<CommitNote> note = conversation.note();
    CommitRequest request =
        new CommitRequest(
            message, List.of(), CommitRequest.Form.LEFT_OVER, note.get(), conversation.commits());
    List<String> files =
        conversation.changes().pending().stream().map(file -> file.path().relative()).toList();
    if (files.isEmpty()) {
      return Optional.empty(); // a command of the model committed it
    }
    Optional<Problem> objection =
        conversation.bus().before(new Event.Committed("", request.message(), files));
    return objection.isPresent()
        ? objection
        : committed(git().commit(conversation.changes(), request), conversation);
  }

  private static Optional<Problem> committed(
      CommitOutcome outcome, SessionAssembly.Conversation conversation) {
    return switch (outcome) {
      case CommitOutcome.Committed made -> {
        List<String> names = made.files().stream().map(CommitOutcome.File::path).toList();
        conversation.bus().publish(new Event.Committed(made.id(), made.message(), names));
        made.remarks()
            .forEach(
                remark ->
                    conversation
                        .bus()
                        .publish(
                            Event.NoticeRaised.of(
                                new Problem(ProblemCode.COMMIT_REMARK, remark, "", ""))));
        yield made.skipped().isEmpty() ? Optional.empty() : Optional.of(skipped(made.skipped()));
      }
      case CommitOutcome.Nothing(List<CommitOutcome.Skipped> skipped) ->
          skipped.isEmpty() ? Optional.empty() : Optional.of(skipped(skipped));
      case CommitOutcome.HoldsSecrets(Problem problem) -> Optional.of(problem);
      case CommitOutcome.Stopped(Problem problem, String said) ->
          Optional.of(
              said.isEmpty()
                  ? problem
                  : new Problem(
                      problem.code(),
                      problem.what(),
                      problem.cause() + ": " + said.lines().collect(Collectors.joining(" / ")),
                      problem.remedy()));
      case CommitOutcome.Refused(Problem problem) -> Optional.of(problem);
    };
  }

  private static Problem skipped(List<CommitOutcome.Skipped> skipped) {
    List<String> files = new ArrayList<>();
    skipped.forEach(file -> files.add(file.path() + " (" + file.reason() + ")"));
    return new Problem(
        ProblemCode.NOT_COMMITTED,
        "not everything that the run changed could be committed",
        Names.some(files),
        "look at it with git diff, and commit it by hand");
  }

  @Override
  public void say(String line) {
    progress.accept(line);
  }

  /** The session, once there is one. */
  Optional<HealSession> session() {
    return session;
  }

  @Override
  public void close() {
    session.ifPresent(HealSession::close);
  }
}
