package dev.vibe.git;

import dev.vibe.file.IoReason;
import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Steps;
import dev.vibe.git.commit.CommitAnnouncement;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitPrerequisites;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.Committer;
import dev.vibe.git.commit.FoundSecret;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.MovedHead;
import dev.vibe.git.commit.PastRuns;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.commit.Versions;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitIgnoreRules;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.Hooks;
import dev.vibe.git.config.NativeFilters;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.patch.Patch;
import dev.vibe.git.remote.RemoteAccess;
import dev.vibe.git.snapshot.IgnoredFiles;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.NativeGit;
import dev.vibe.git.store.NativeStore;
import dev.vibe.git.undo.Undo;
import dev.vibe.problem.Problem;
import dev.vibe.text.SecretScan;
import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Working folder in a repository with a work tree. */
public final class GitRepository implements GitWorkspace, WatchedHooks.Looks {

  private final Path folder;
  private final GitFolders folders;
  private final GitSettings settings;
  private final IndexStorage storage;
  private final Worktree worktree;

  /** The whole repository; the same two where the folder is its top. */
  private final IndexStorage wholeStorage;

  private Worktree watched;
  private final List<Checkpoints> checkpoints = new ArrayList<>();

  GitRepository(Path folder, GitFolders folders, GitSettings settings) {
    this.folder = folder;
    this.folders = folders;
    this.settings = settings;
    this.storage = new IndexStorage(folders, settings, folder);
    this.worktree = worktree(folder, this::ignoreRules, storage);
    if (isTop()) {
      this.wholeStorage = storage;
      this.watched = worktree;
    } else {
      this.wholeStorage = new IndexStorage(folders, settings, top());
      this.watched =
          folders.isProject(settings.home())
              ? worktree(top(), this::rulesOfTop, wholeStorage)
              : worktree;
    }
  }

  private Worktree worktree(Path root, Supplier<IgnoreRules> rules, IndexStorage of) {
    return new Worktree(root, folder, rules, of, settings.clock());
  }

  private boolean isTop() {
    return folder.equals(top());
  }

  @Override
  public GitWorkspace present() {
    return this;
  }

  /** Top of the work tree, real path. */
  public Path top() {
    return folders.worktree();
  }

  /** The way to its remotes; throws as {@link #facts}. */
  public RemoteAccess remotes() {
    return read(() -> RemoteAccess.of(folder, folders, settings));
  }

  /** The branch that is checked out, as its file says; empty when HEAD is on none. Cheap. */
  public String branch() {
    return folders.branch();
  }

  /**
   * Looks at the repository now: through an installed {@code git} when there is one, else through
   * JGit. Blocks on disk.
   *
   * @throws dev.vibe.problem.VibeException when the repository is damaged
   */
  public RepoFacts facts(RepoFacts.Limits limits) {
    return read(
        () ->
            settings.nativeGit().isEmpty()
                ? factsWithoutGit(limits)
                : new NativeFacts(folder, folders, settings).look(limits));
  }

  @FunctionalInterface
  private interface Reading<T> {
    T get() throws IOException;
  }

  private <T> T read(Reading<T> reading) {
    try {
      return reading.get();
    } catch (IOException e) {
      throw GitProblems.thrown(
          RepositoryProblems.unreadable(folders.worktree(), IoReason.naming(e)));
    }
  }

  private RepoFacts factsWithoutGit(RepoFacts.Limits limits) throws IOException {
    RepoFacts facts = new JGitFacts(checkout()).look(limits);
    if (isTop() || !folders.isProject(settings.home())) {
      return facts;
    }
    Worktree whole = worktree(top(), this::rulesOfTop, wholeStorage);
    List<String> outside =
        new JGitFacts(new Checkout(top(), folders, settings, whole, wholeStorage))
            .changedAndNew().stream()
                .map(top()::resolve)
                .filter(file -> !file.startsWith(folder) && !folder.startsWith(file))
                .map(Path::toString)
                .toList();
    return facts.in(
        new RepoFacts.Around(
            top().toString(), folders.relative(folder), RepoFacts.Paths.of(outside, limits)));
  }

  /** As {@link CommitPrerequisites#obstacles}. */
  public List<Problem> obstacles() {
    return CommitPrerequisites.obstacles(folders, settings);
  }

  /** Why this repository is left to an installed {@code git}; empty when it is not. */
  public String reasonForGit() {
    try {
      return NativeStore.reasonForGit(GitConfig.load(settings, folders), folders);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public IgnoreRules ignoreRules() {
    return GitIgnoreRules.of(folders, folder, settings);
  }

  @Override
  public WorktreeSnapshot snapshot() {
    WorktreeSnapshot whole = watched.snapshot();
    if (whole.scan().cut().isEmpty() || watched.equals(worktree)) {
      return whole;
    }
    watched = worktree; // a disk rather than a project; the folder may be one
    return worktree.snapshot();
  }

  @Override
  public List<WorktreeChange> changesSince(WorktreeSnapshot before) {
    return watched.changesSince(before);
  }

  @Override
  public Checkpoints checkpoints(String session) {
    return checkpoints(session, Steps.UNWATCHED);
  }

  /** Goes on with what records the session's changes already. */
  void goOnWith(List<Checkpoints> recording) {
    checkpoints.addAll(recording);
  }

  Head head() throws IOException {
    return wholeStorage.head();
  }

  public Checkpoints checkpoints(String session, Steps steps) {
    if (checkpoints.isEmpty()) {
      checkpoints.add(new Checkpoints(place(), session, this::snapshot, wholeStorage::head, steps));
    }
    return checkpoints.getFirst();
  }

  @Override
  public IgnoredFiles ignoredFiles(WorktreeSnapshot now, Set<String> places) {
    return new IgnoredFiles(folder, now, places);
  }

  @Override
  public Optional<UsersWork> usersWork(RunChanges changes, String session) {
    try (Undo undo = undo()) {
      if (GitConfig.load(settings, folders).isBeyondJGit()
          || !NativeStore.reasonOfIndex(folders).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(new UsersWork(checkout(), snapshot(), changes, undo.moves(session)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Undo undo() {
    return undo(Steps.UNWATCHED);
  }

  public Undo undo(Steps steps) {
    return new Undo(place(), worktree::wholeSnapshot, steps);
  }

  private Checkout checkout() {
    return new Checkout(folder, folders, settings, worktree, storage);
  }

  CheckpointPlace place() {
    return new CheckpointPlace(folder, List.of(folders), settings);
  }

  @Override
  public String diff() throws InterruptedException {
    try {
      return new WorkingDiff(checkout()).text();
    } catch (IOException e) {
      throw GitProblems.thrown(
          RepositoryProblems.unreadable(folders.worktree(), IoReason.naming(e)));
    }
  }

  /** What commits changed in the working folder, as {@link RangeDiff} reads it. */
  public Optional<String> diff(String range) {
    return read(() -> RangeDiff.of(range).text(folder, folders, settings));
  }

  @Override
  public CommitOutcome commit(RunChanges changes, CommitRequest request) {
    CommitRequest watched =
        WatchedHooks.in(request, this, changes, checkpoints.stream().findFirst());
    if (checkpoints.isEmpty()) {
      return committer((from, commit) -> {}).commit(changes, watched);
    }
    Checkpoints records = checkpoints.getFirst();
    String title = "commit " + request.subject();
    CommitOutcome outcome =
        committer((from, commit) -> records.beforeCommit(from, commit, title))
            .commit(changes, watched);
    switch (outcome) {
      case CommitOutcome.Committed made -> records.committed();
      case CommitOutcome.Nothing nothing -> records.notCommitted();
      case CommitOutcome.HoldsSecrets held -> records.notCommitted();
      case CommitOutcome.Stopped stopped -> records.notCommitted();
      case CommitOutcome.Refused refused -> records.notCommitted();
    }
    return outcome;
  }

  /**
   * The commits that sessions of vibe made, as {@link NotedCommit#newest} gives them.
   *
   * @throws dev.vibe.problem.VibeException when they cannot be read
   */
  public List<NotedCommit> noted(Optional<String> file) {
    return read(() -> NotedCommit.newest(folder, folders, settings, file));
  }

  @Override
  public Map<String, String> readingVariables() {
    return read(
        () -> {
          GitConfig config = GitConfig.load(settings, folders);
          return new NativeGit(folder, folders, settings, config)
              .variables(NativeFilters.toLook(config, settings));
        });
  }

  @Override
  public List<String> hooks() {
    try {
      return Hooks.of(GitConfig.load(settings, folders), folders, settings).onCommit();
    } catch (IOException e) {
      return List.of(); // the commit itself tells why it cannot be made
    }
  }

  private Committer committer(CommitAnnouncement announcement) {
    return new Committer(
        folders, settings, this::rulesOfTop, new StoreOpening(folders, settings), announcement);
  }

  private IgnoreRules rulesOfTop() {
    return GitIgnoreRules.of(folders, folders.worktree(), settings);
  }

  @Override
  public Optional<MovedHead> movedHead(Moment before) {
    return seen(commits -> commits.movedSince(before), Optional.empty());
  }

  @Override
  public List<FoundSecret> secretsIn(List<MovedHead.Made> commits, SecretScan scan) {
    return seen(all -> all.secretsIn(commits, scan), List.of());
  }

  @Override
  public List<String> standing(List<String> commits) {
    return commits.isEmpty() ? commits : seen(all -> all.standing(commits), commits);
  }

  /** What tells the repository from others; see {@link RepositoryIdentity}. */
  public String identity() {
    return read(() -> RepositoryIdentity.of(folders, settings, wholeStorage));
  }

  @Override
  public boolean isMerging() {
    return OngoingWork.in(folders.gitDir()) == OngoingWork.MERGE;
  }

  @Override
  public Optional<String> whereabouts(RunChanges changes) {
    return seen(commits -> commits.whereabouts(changes), Optional.empty());
  }

  @FunctionalInterface
  private interface Look<T> {
    T at(CommitsOfSession commits) throws IOException;
  }

  /** What cannot be read, as in a damaged repository, is told by those who need it. */
  private <T> T seen(Look<T> look, T otherwise) {
    try {
      return look.at(new CommitsOfSession(folder, folders, wholeStorage.store()));
    } catch (IOException | RuntimeException e) {
      return otherwise;
    }
  }

  @Override
  public RunChanges ledger(List<PastRuns> past) {
    Versions versions = versions();
    return past.isEmpty()
        ? new RunChanges(versions)
        : new RunChanges(versions, () -> PastChanges.readable(place(), past, versions.now()));
  }

  Versions versions() {
    return new RepositoryVersions(folder, folders, wholeStorage, settings.clock());
  }

  @Override
  public Optional<Problem> objection(RunChanges changes, CommitRequest request) {
    return committer((from, commit) -> {}).objection(changes, request);
  }

  @Override
  public Patch patch(RunChanges changes) {
    return Patch.of(changes, folders.worktree());
  }

  @Override
  public void close() {
    checkpoints.forEach(Checkpoints::close);
    checkpoints.clear();
    storage.close();
    wholeStorage.close();
  }
}
