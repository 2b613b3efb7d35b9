package dev.vibe.git;

import dev.vibe.file.IoReason;
import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Steps;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.Committer;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.MovedHead;
import dev.vibe.git.commit.PastChange;
import dev.vibe.git.commit.PastRuns;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.commit.Versions;
import dev.vibe.git.config.FilteredFiles;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitIgnoreRules;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.Identity;
import dev.vibe.git.config.NativeFilters;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.patch.Patch;
import dev.vibe.git.snapshot.IgnoredFiles;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeScan;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.GitStore.Head;
import dev.vibe.git.store.IndexFile;
import dev.vibe.git.store.IndexLock;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.NativeStore;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.git.undo.Undo;
import dev.vibe.problem.Problem;
import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Working folder in a repository with a work tree. */
public final class GitRepository implements GitWorkspace {

  private final Path folder;
  private final GitFolders folders;
  private final GitSettings settings;
  private final IndexStorage storage = new IndexStorage();
  private final Worktree worktree;
  private final List<Checkpoints> checkpoints = new ArrayList<>();

  GitRepository(Path folder, GitFolders folders, GitSettings settings) {
    this.folder = folder;
    this.folders = folders;
    this.settings = settings;
    this.worktree = new Worktree(folder, this::ignoreRules, storage, settings.clock());
  }

  /** Top of the work tree, real path. */
  public Path top() {
    return folders.worktree();
  }

  /**
   * Looks at the repository now: through an installed {@code git} when there is one, else through
   * JGit. Blocks on disk.
   *
   * @throws dev.vibe.problem.VibeException when the repository is damaged
   */
  public RepoFacts facts(RepoFacts.Limits limits) {
    try {
      FactsSource source =
          settings.nativeGit().isEmpty()
              ? new JGitFacts(checkout())
              : new NativeFacts(folder, folders, settings);
      return source.look(limits);
    } catch (IOException e) {
      throw GitProblems.thrown(
          RepositoryProblems.unreadable(folders.worktree(), IoReason.naming(e)));
    }
  }

  /**
   * What would keep a commit from being made, as far as it shows before there is one: no identity,
   * a need for {@code git} that is not installed, or a lock that was left behind. Blocks on disk.
   */
  public List<Problem> obstacles() {
    try {
      List<Problem> obstacles = new ArrayList<>();
      GitConfig config = GitConfig.load(settings, folders);
      if (Identity.find(config, settings) instanceof Identity.Found.Missing(Problem problem)) {
        obstacles.add(problem);
      }
      String reason = NativeStore.reasonForGit(config, folders);
      if (!reason.isEmpty() && settings.nativeGit().isEmpty()) {
        obstacles.add(GitProblems.needsGit(reason));
      }
      obstacles.addAll(IndexLock.leftBehind(folders, settings));
      return obstacles;
    } catch (IOException e) {
      return List.of(
          RepositoryProblems.unreadable(folders.worktree(), String.valueOf(e.getMessage())));
    }
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
  public IgnoreRules ignoreRules() {
    return GitIgnoreRules.of(folders, folder, settings);
  }

  @Override
  public WorktreeSnapshot snapshot() {
    return worktree.snapshot();
  }

  @Override
  public List<WorktreeChange> changesSince(WorktreeSnapshot before) {
    return worktree.changesSince(before);
  }

  @Override
  public Checkpoints checkpoints(String session) {
    return checkpoints(session, Steps.UNWATCHED);
  }

  public Checkpoints checkpoints(String session, Steps steps) {
    if (checkpoints.isEmpty()) {
      checkpoints.add(new Checkpoints(place(), session, this::snapshot, storage::head, steps));
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
      if (GitConfig.load(settings, folders).isSha256()
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

  private CheckpointPlace place() {
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

  @Override
  public CommitOutcome commit(RunChanges changes, CommitRequest request) {
    if (checkpoints.isEmpty()) {
      return committer((from, commit) -> {}).commit(changes, request);
    }
    Checkpoints records = checkpoints.getFirst();
    String title = "commit " + request.subject();
    CommitOutcome outcome =
        committer((from, commit) -> records.beforeCommit(from, commit, title))
            .commit(changes, request);
    switch (outcome) {
      case CommitOutcome.Committed made -> records.committed();
      case CommitOutcome.Nothing nothing -> records.notCommitted();
      case CommitOutcome.HoldsSecrets held -> records.notCommitted();
      case CommitOutcome.Refused refused -> records.notCommitted();
    }
    return outcome;
  }

  private Committer committer(Committer.Announcement announcement) {
    return new Committer(folders, settings, this::rulesOfTop, this::openStore, announcement);
  }

  private IgnoreRules rulesOfTop() {
    return GitIgnoreRules.of(folders, folders.worktree(), settings);
  }

  /** JGit, unless the repository or one of the paths needs what it does not do right. */
  private GitStore openStore(GitConfig config, Collection<String> paths) throws IOException {
    String reason = NativeStore.reasonForGit(config, folders);
    if (reason.isEmpty()) {
      JGitStore store = JGitStore.open(folders, settings);
      reason = reasonForGit(config, store, paths);
      if (reason.isEmpty()) {
        return store;
      }
      store.close();
    }
    if (settings.nativeGit().isEmpty()) {
      throw GitProblems.thrown(GitProblems.needsGit(reason));
    }
    return new NativeStore(folders, settings, config);
  }

  private static String reasonForGit(GitConfig config, JGitStore store, Collection<String> paths)
      throws IOException {
    for (var attributes : store.attributes(paths).entrySet()) {
      String filter = attributes.getValue().filter();
      if (filter.equals(NativeFilters.LFS) && config.filters().contains(filter)) {
        return attributes.getKey() + " belongs into LFS";
      }
      if (attributes.getValue().rewritten()) {
        return "Git rewrites " + attributes.getKey() + " when it stores it";
      }
    }
    return "";
  }

  @Override
  public Optional<MovedHead> movedHead(Moment before) {
    return seen(commits -> commits.movedSince(before), Optional.empty());
  }

  @Override
  public List<String> standing(List<String> commits) {
    return commits.isEmpty() ? commits : seen(all -> all.standing(commits), commits);
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
      return look.at(new CommitsOfSession(folder, folders, storage.store()));
    } catch (IOException | RuntimeException e) {
      return otherwise;
    }
  }

  @Override
  public RunChanges ledger(List<PastRuns> past) {
    Versions versions = versions();
    return past.isEmpty()
        ? new RunChanges(versions)
        : new RunChanges(versions, () -> recalled(past, versions.now()));
  }

  /** What cannot be read is not the session's: in doubt it is the user's. */
  private List<PastChange> recalled(List<PastRuns> past, Moment now) {
    try {
      return new PastChanges(place()).of(past, now);
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  Versions versions() {
    return new RepositoryVersions(folders, storage::store, storage::tracked, settings.clock());
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
  }

  /** The index, read again when its file changed, and old content. */
  private final class IndexStorage implements Worktree.Storage {
    private FileStat readAt = new FileStat(FileKind.REGULAR, -1, -1, "");
    private TrackedFiles tracked = TrackedFiles.NONE;
    private List<GitStore> opened = List.of();

    @Override
    public TrackedFiles tracked() {
      try {
        if (!Files.exists(folders.index())) {
          return TrackedFiles.NONE;
        }
        FileStat now = FileStat.of(FileStat.attributes(folders.index()));
        if (!now.equals(readAt)) {
          tracked = read(now.mtimeNanos());
          readAt = now;
        }
        return tracked;
      } catch (IOException e) {
        return TrackedFiles.NONE;
      }
    }

    private TrackedFiles read(long writtenNanos) throws IOException {
      // the object format is in the configuration, which is only read when the usual one fails
      IndexFile index;
      try {
        index = IndexFile.read(folders.index(), 20);
      } catch (IOException e) {
        index = IndexFile.read(folders.index(), 32);
      }
      String prefix = folders.relative(folder);
      String below = prefix.isEmpty() ? "" : prefix + "/";
      return TrackedFiles.below(below, index.entries(), writtenNanos);
    }

    @Override
    public byte[] blob(String id) throws IOException {
      return store().blob(id);
    }

    Head head() throws IOException {
      return store().head();
    }

    private GitStore store() throws IOException {
      if (opened.isEmpty()) {
        GitConfig config = GitConfig.load(settings, folders);
        boolean jgit = !config.isSha256();
        if (!jgit && settings.nativeGit().isEmpty()) {
          throw new IOException("SHA-256 objects take an installed git");
        }
        opened =
            List.of(
                jgit
                    ? JGitStore.open(folders, settings)
                    : new NativeStore(folders, settings, config));
      }
      return opened.getFirst();
    }

    @Override
    public WorktreeScan.Nested nested() {
      return WorktreeScan.Nested.LEFT_ALONE;
    }

    @Override
    public FilteredFiles filtered(WorktreeScan scan) {
      return FilteredFiles.of(folders, settings, folder, scan.files().keySet());
    }

    void close() {
      opened.forEach(GitStore::close);
      opened = List.of();
    }
  }
}
