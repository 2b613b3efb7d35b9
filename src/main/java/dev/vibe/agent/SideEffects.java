package dev.vibe.agent;

import dev.vibe.approval.SettingsGuard;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.exec.shell.DangerousCommand;
import dev.vibe.exec.shell.GitUse;
import dev.vibe.exec.shell.IdleCommand;
import dev.vibe.git.AddedFolders;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Checkpoints.Danger;
import dev.vibe.git.checkpoint.Checkpoints.Mover;
import dev.vibe.git.commit.CommittedSecrets;
import dev.vibe.git.commit.FoundSecret;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.MovedHead;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.file.FileState;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.session.OtherSessions;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Names;
import dev.vibe.text.QuotedName;
import dev.vibe.workspace.WorkspacePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Observer of commands: finds out what one did to the files of the repository and to HEAD, and
 * enters it in the run's ledger.
 *
 * <p>What another process changes while the command runs is the command's, unless the command
 * certainly changes nothing, or another session of vibe did it. That HEAD moved is the command's
 * doing only where it names git: a commit that is wrongly called the run's would be undone with it.
 */
final class SideEffects {

  private static final int SHORT = 7;

  private final GitWorkspace git;
  private final AddedFolders added;
  private final RunChanges ledger;
  private final Checkpoints checkpoints;
  private final EventBus bus;
  private final SettingsGuard settings;
  private final IgnoredWatch ignored;
  private final LoginFiles logins;
  private final OtherSessions others;
  private final KeptFiles kept;
  private final boolean hasCommitTool;
  private Optional<Watch> watch = Optional.empty();
  private List<Problem> putBack = List.of();

  /** Everything as it was right before a command. */
  private record Watch(
      String command,
      Instant at,
      WorktreeSnapshot files,
      Moment repository,
      Map<WorkspacePath, String> submodules,
      RunLaterChanges acting) {}

  SideEffects(ToolEnvironment environment, Checkpoints checkpoints, EventBus bus) {
    this.git = environment.git();
    this.added = environment.added();
    this.ledger = environment.changes();
    this.checkpoints = checkpoints;
    this.bus = bus;
    this.settings = environment.settings();
    this.others = environment.others();
    this.kept = environment.kept();
    this.hasCommitTool = environment.toolbox().kindOf(ToolNames.GIT_COMMIT).isPresent();
    this.ignored = new IgnoredWatch(environment.git());
    this.logins = new LoginFiles(bus.secrets());
  }

  /**
   * Effects of a command, in words for the model, each a line with a line break before it.
   *
   * @param files those that it changed; events tell them, too
   * @param others to HEAD, and by others to files
   * @param settings what was changed of vibe's own settings, and put back or not
   */
  record Seen(String files, String others, List<Problem> settings) {

    private Seen with(List<Problem> changed) {
      return new Seen(files, others, changed);
    }

    private static Seen of(String files, String others) {
      return new Seen(files, others, List.of());
    }
  }

  /** To be called right before the command runs: records what it could destroy. */
  void watch(Effect.Run run, String title) {
    WorktreeSnapshot now = git.snapshot();
    added.begin(now);
    watch =
        Optional.of(
            new Watch(
                run.command(),
                others.now(),
                now,
                ledger.now(),
                ledger.submodules(),
                RunLaterChanges.before(git)));
    Danger danger = DangerousCommand.isIn(run.command()) ? Danger.DESTRUCTIVE : Danger.USUAL;
    checkpoints.beforeCommand(now, title, danger);
    GuardedFiles guarded = GuardedFiles.of(now);
    logins.learn(guarded.logins());
    if (!IdleCommand.is(run.command())) {
      tell(ignored.begin(run.command(), now, guarded).stream().toList());
    }
    putBack = settings.before();
  }

  /** Before anything of the folder is shown: what is hidden of it. */
  void learn() {
    logins.learn(GuardedFiles.logins(git.folder()));
  }

  /** What is to be hidden of what a command printed. */
  void learnFrom(String printed) {
    logins.learnFrom(printed);
  }

  /**
   * Makes known what changed since {@link #watch}, and gives it.
   *
   * @param call the one that ran the command
   */
  Seen collect(CallId call) {
    List<Problem> changed = new ArrayList<>(putBack);
    changed.addAll(settings.check());
    putBack = List.of();
    tell(changed);
    return files(List.of(call), change -> true).with(changed);
  }

  /**
   * The same of a verification: what it makes new, such as a report, is nobody's work, though an
   * undo takes it away.
   */
  void collectOfVerification() {
    List<Problem> changed = new ArrayList<>(putBack);
    changed.addAll(settings.check());
    putBack = List.of();
    tell(changed);
    files(List.of(), change -> !(change.before() instanceof FileState.Absent));
  }

  /** Looks at what something that still runs did to the settings until now. */
  void settle() {
    tell(settings.check());
  }

  private void tell(List<Problem> problems) {
    problems.forEach(problem -> bus.publish(Event.NoticeRaised.of(problem)));
  }

  /**
   * Enters what changed in the ledger.
   *
   * @param calls whose doing it is
   * @param isWork which of it
   */
  private Seen files(List<CallId> calls, Predicate<WorktreeChange> isWork) {
    if (watch.isEmpty()) {
      return Seen.of("", "");
    }
    Watch before = watch.get();
    watch = Optional.empty();
    List<WorktreeChange> found = new ArrayList<>(git.changesSince(before.files()));
    found.addAll(added.end());
    OtherSessions.Work theirs = others.since(before.at());
    List<WorktreeChange> foreign =
        found.stream()
            .filter(each -> theirs.mayHold(each.path().relative(), before.command()))
            .toList();
    KeptFiles.PutBack undone =
        kept.putBack(found.stream().filter(each -> !foreign.contains(each)).toList());
    List<WorktreeChange> changes = undone.left();
    tell(putBack(undone, before.command()).stream().toList());
    List<WorktreeChange> all = new ArrayList<>(changes);
    all.addAll(ignored.end()); // no commit has them
    all.sort(Comparator.comparing(change -> change.path().relative()));
    Optional<MovedHead> head = git.movedHead(before.repository());
    if (IdleCommand.is(before.command())) {
      checkpoints.afterCommand(List.of(), Mover.SOMEBODY_ELSE);
      return Seen.of("", foreign(found, theirs) + head.map(SideEffects::foreign).orElse(""));
    }
    boolean moved =
        head.isPresent()
            && GitUse.mayBeIn(before.command())
            && head.get().made().stream().noneMatch(each -> theirs.commits().contains(each.id()));
    String commits = "";
    if (head.isPresent()) {
      commits = moved ? made(head.get(), before) : foreign(head.get());
    }
    List<WorktreeChange> work = changes.stream().filter(isWork).toList();
    ledger.record(work, before.repository(), before.files().held());
    checkpoints.afterCommand(all, moved ? Mover.THE_COMMAND : Mover.SOMEBODY_ELSE);
    all.stream()
        .filter(isWork)
        .forEach(change -> bus.publish(new Event.FileChanged(calls, ChangeDiff.of(change), false)));
    List<Problem> later = before.acting().since(git, all, before.command());
    tell(later);
    return Seen.of(
        (all.isEmpty() ? "" : "\nfiles changed by it: " + names(all)) + putBack(undone),
        foreign(foreign, theirs)
            + submodules(calls, before)
            + commits
            + later.stream()
                .map(each -> "\nthe user is told: " + each.what())
                .findFirst()
                .orElse(""));
  }

  /** Told as files are: where they are is what a commit holds of them. */
  private String submodules(List<CallId> calls, Watch before) {
    if (!GitUse.mayBeIn(before.command())) {
      return "";
    }
    List<String> moved =
        ledger.recordSubmodules(before.submodules()).stream().map(WorkspacePath::relative).toList();
    for (String path : moved) {
      bus.publish(
          new Event.FileChanged(
              calls, new FileDiff(path, FileDiff.Kind.CHANGED, List.of(), 1, 1), false));
    }
    return moved.isEmpty()
        ? ""
        : "\nsubmodules at another commit now, which a commit here takes along: "
            + Names.some(moved);
  }

  private static Optional<Problem> putBack(KeptFiles.PutBack undone, String command) {
    return undone.files().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                ProblemCode.PROTECTED_PUT_BACK,
                Names.some(undone.files()) + " changed by a command, and put back as it was",
                command.lines().findFirst().orElse(""),
                ""));
  }

  private static String putBack(KeptFiles.PutBack undone) {
    return undone.files().isEmpty()
        ? ""
        : "\nprotected, and put back as it was: " + Names.some(undone.files());
  }

  private static String names(List<WorktreeChange> changes) {
    return Names.some(changes.stream().map(change -> change.path().relative()).toList());
  }

  /** What another session has in its log is told as its news. */
  private static String foreign(List<WorktreeChange> changes, OtherSessions.Work theirs) {
    List<WorktreeChange> untold =
        changes.stream()
            .filter(change -> !theirs.files().contains(change.path().relative()))
            .toList();
    return untold.isEmpty()
        ? ""
        : "\nchanged by somebody else while it ran, so not yours: " + names(untold);
  }

  private static String foreign(MovedHead head) {
    return "\nHEAD moved while it ran: "
        + way(head)
        + ". The command did not do that, as far as can be told, so it is not yours";
  }

  /** The commits that the command made become events, and what they hold of the user's is told. */
  private String made(MovedHead head, Watch before) {
    List<WorkspacePath> files =
        head.made().stream().flatMap(commit -> commit.files().stream()).distinct().toList();
    List<String> users =
        ledger.usersIn(files, before.repository(), before.files().held(), head.to()).stream()
            .map(WorkspacePath::relative)
            .toList();
    List<String> ids = head.made().stream().map(MovedHead.Made::id).toList();
    ledger.made(ids);
    if (!users.isEmpty() || (head.replaces() && ledger.isMixed(head.from()))) {
      ledger.mixed(ids);
    }
    for (MovedHead.Made commit : head.made()) {
      List<String> names = commit.files().stream().map(WorkspacePath::relative).toList();
      bus.publish(new Event.Committed(commit.id(), commit.message(), names));
    }
    String secrets = secrets(head);
    boolean hasTool = hasCommitTool && GitUse.commits(before.command());
    String better =
        hasTool ? "; " + ToolNames.GIT_COMMIT + " is for that, and takes only what is yours" : "";
    if (users.isEmpty()) {
      return "\nHEAD moved: " + way(head) + better + secrets;
    }
    bus.publish(
        Event.NoticeRaised.of(
            new Problem(
                ProblemCode.YOURS_COMMITTED,
                "a command committed work of yours as well: " + Names.some(users),
                before.command().lines().findFirst().orElse("") + " made " + shortId(head.to()),
                "look at it with git show " + shortId(head.to()) + "; vibe undo takes it back")));
    return "\nHEAD moved: "
        + way(head)
        + "; it also holds "
        + Names.some(users)
        + ", which was the user's"
        + better
        + secrets;
  }

  /** Of scripts and the like; what a line says of itself was looked at before it ran. */
  private String secrets(MovedHead head) {
    List<FoundSecret> found = git.secretsIn(head.made(), bus.secrets().scan());
    if (found.isEmpty()) {
      return "";
    }
    String named = CommittedSecrets.named(found);
    bus.publish(
        Event.NoticeRaised.of(
            new Problem(
                ProblemCode.SECRET_COMMITTED,
                "a command committed " + (found.size() == 1 ? "a secret" : "secrets"),
                named,
                "take the commit back before it is pushed (vibe undo), or renew the secret")));
    return "\nit committed what looks like a secret ("
        + named
        + "), of which the user is told: amend the commit without it, and push nothing before";
  }

  private static String way(MovedHead head) {
    String subjects =
        head.made().stream()
            .map(commit -> QuotedName.line(commit.subject()))
            .collect(Collectors.joining("; "));
    return (head.from().isEmpty() ? "none" : shortId(head.from()))
        + " → "
        + (head.to().isEmpty() ? "none" : shortId(head.to()))
        + (subjects.isEmpty() ? "" : " (" + subjects + ")");
  }

  private static String shortId(String id) {
    return id.substring(0, Math.min(SHORT, id.length()));
  }
}
