package dev.vibe.git;

import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Steps;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.FoundSecret;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.MovedHead;
import dev.vibe.git.commit.PastRuns;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.commit.Versions;
import dev.vibe.git.config.FilteredFiles;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitIgnoreRules;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.patch.Patch;
import dev.vibe.git.snapshot.IgnoredFiles;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeScan;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.git.undo.Undo;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.SecretScan;
import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Working folder without a usable repository: everything works but facts and commits. Where one is
 * made later, all goes on in that.
 */
public final class NoRepository implements GitWorkspace {

  private final Path folder;
  private final Problem reason;
  private final Worktree worktree;
  private final GitSettings settings;
  private final List<Checkpoints> checkpoints = new ArrayList<>();
  private Optional<GitRepository> made = Optional.empty();

  NoRepository(Path folder, Problem reason, GitSettings settings) {
    this.folder = folder;
    this.reason = reason;
    this.settings = settings;
    this.worktree =
        new Worktree(folder, folder, this::ignoreRules, new Nowhere(), settings.clock());
  }

  /** Why not; also what a commit is refused with. */
  public Problem reason() {
    return reason;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public GitWorkspace present() {
    return made().<GitWorkspace>map(repository -> repository).orElse(this);
  }

  /** The repository that somebody made since. */
  private Optional<GitRepository> made() {
    if (made.isEmpty()
        && reason.code() == ProblemCode.NO_REPOSITORY
        && GitFolders.find(folder) instanceof GitFolders.Search.Found
        && GitWorkspace.open(folder, settings) instanceof GitRepository repository) {
      repository.goOnWith(checkpoints);
      checkpoints.clear();
      made = Optional.of(repository);
    }
    return made;
  }

  @Override
  public IgnoreRules ignoreRules() {
    return made()
        .map(GitRepository::ignoreRules)
        .orElseGet(() -> GitIgnoreRules.without(folder, settings));
  }

  @Override
  public WorktreeSnapshot snapshot() {
    return made().map(GitRepository::snapshot).orElseGet(worktree::snapshot);
  }

  @Override
  public List<WorktreeChange> changesSince(WorktreeSnapshot before) {
    return made()
        .map(repository -> repository.changesSince(before))
        .orElseGet(() -> worktree.changesSince(before));
  }

  @Override
  public Checkpoints checkpoints(String session) {
    if (made().isPresent()) {
      return made().get().checkpoints(session);
    }
    if (checkpoints.isEmpty()) {
      checkpoints.add(
          new Checkpoints(this::place, session, this::snapshot, this::head, Steps.UNWATCHED));
    }
    return checkpoints.getFirst();
  }

  private Head head() throws IOException {
    if (made().isEmpty()) {
      throw new IOException("there is no HEAD");
    }
    return made().get().head();
  }

  @Override
  public IgnoredFiles ignoredFiles(WorktreeSnapshot now, Set<String> places) {
    return new IgnoredFiles(folder, now, places);
  }

  @Override
  public Optional<UsersWork> usersWork(RunChanges changes, String session) {
    return made().flatMap(repository -> repository.usersWork(changes, session));
  }

  @Override
  public Undo undo() {
    return made()
        .map(GitRepository::undo)
        .orElseGet(() -> new Undo(place(), worktree::wholeSnapshot, Steps.UNWATCHED));
  }

  /** Names in checkpoints stay the same only where the folder is the top. */
  private CheckpointPlace place() {
    return made()
        .filter(repository -> repository.top().equals(folder))
        .map(GitRepository::place)
        .orElseGet(() -> new CheckpointPlace(folder, List.of(), settings));
  }

  @Override
  public String diff() throws InterruptedException {
    if (made().isPresent()) {
      return made().get().diff();
    }
    throw GitProblems.thrown(RepositoryProblems.nothingToCompare(reason));
  }

  @Override
  public CommitOutcome commit(RunChanges changes, CommitRequest request) {
    return made()
        .map(repository -> repository.commit(changes, request))
        .orElseGet(() -> new CommitOutcome.Refused(reason));
  }

  @Override
  public Optional<MovedHead> movedHead(Moment before) {
    return made().flatMap(repository -> repository.movedHead(before));
  }

  @Override
  public List<FoundSecret> secretsIn(List<MovedHead.Made> commits, SecretScan scan) {
    return made().map(repository -> repository.secretsIn(commits, scan)).orElse(List.of());
  }

  @Override
  public Optional<Problem> objection(RunChanges changes, CommitRequest request) {
    return made().flatMap(repository -> repository.objection(changes, request));
  }

  @Override
  public Map<String, String> readingVariables() {
    return made().map(GitRepository::readingVariables).orElse(Map.of());
  }

  @Override
  public List<String> hooks() {
    return made().map(GitRepository::hooks).orElse(List.of());
  }

  @Override
  public List<String> standing(List<String> commits) {
    return made().map(repository -> repository.standing(commits)).orElse(commits);
  }

  @Override
  public boolean isMerging() {
    return made().filter(GitRepository::isMerging).isPresent();
  }

  @Override
  public Optional<String> whereabouts(RunChanges changes) {
    return made().flatMap(repository -> repository.whereabouts(changes));
  }

  @Override
  public RunChanges ledger(List<PastRuns> past) {
    Versions versions =
        new LateVersions(
            folder,
            () -> made().map(GitRepository::versions).orElse(Versions.NONE),
            settings.clock());
    return past.isEmpty()
        ? new RunChanges(versions)
        : new RunChanges(versions, () -> PastChanges.readable(place(), past, versions.now()));
  }

  @Override
  public Patch patch(RunChanges changes) {
    return made()
        .map(repository -> repository.patch(changes))
        .orElseGet(() -> Patch.of(changes, folder));
  }

  @Override
  public void close() {
    checkpoints.forEach(Checkpoints::close);
    checkpoints.clear();
    made.ifPresent(GitRepository::close);
  }

  private static final class Nowhere implements Worktree.Storage {
    @Override
    public TrackedFiles tracked() {
      return TrackedFiles.NONE;
    }

    @Override
    public byte[] blob(String id) throws IOException {
      throw new IOException("no repository holds " + id);
    }

    @Override
    public WorktreeScan.Nested nested() {
      return WorktreeScan.Nested.ENTERED;
    }

    @Override
    public FilteredFiles filtered(WorktreeScan scan) {
      return FilteredFiles.NONE;
    }
  }
}
