package dev.vibe.git;

import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Steps;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.MovedHead;
import dev.vibe.git.commit.PastRuns;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.config.FilteredFiles;
import dev.vibe.git.config.GitIgnoreRules;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.patch.Patch;
import dev.vibe.git.snapshot.IgnoredFiles;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeScan;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.git.undo.Undo;
import dev.vibe.problem.Problem;
import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Working folder without a usable repository: everything works but facts and commits. */
public final class NoRepository implements GitWorkspace {

  private final Path folder;
  private final Problem reason;
  private final Worktree worktree;
  private final GitSettings settings;
  private final List<Checkpoints> checkpoints = new ArrayList<>();

  NoRepository(Path folder, Problem reason, GitSettings settings) {
    this.folder = folder;
    this.reason = reason;
    this.settings = settings;
    this.worktree = new Worktree(folder, this::ignoreRules, new Nowhere(), settings.clock());
  }

  /** Why not; also what a commit is refused with. */
  public Problem reason() {
    return reason;
  }

  @Override
  public IgnoreRules ignoreRules() {
    return GitIgnoreRules.without(folder, settings);
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
    if (checkpoints.isEmpty()) {
      checkpoints.add(
          new Checkpoints(
              place(),
              session,
              this::snapshot,
              () -> {
                throw new IOException("there is no HEAD");
              },
              Steps.UNWATCHED));
    }
    return checkpoints.getFirst();
  }

  @Override
  public IgnoredFiles ignoredFiles(WorktreeSnapshot now, Set<String> places) {
    return new IgnoredFiles(folder, now, places);
  }

  @Override
  public Optional<UsersWork> usersWork(RunChanges changes, String session) {
    return Optional.empty();
  }

  @Override
  public Undo undo() {
    return new Undo(place(), worktree::wholeSnapshot, Steps.UNWATCHED);
  }

  private CheckpointPlace place() {
    return new CheckpointPlace(folder, List.of(), settings);
  }

  @Override
  public String diff() {
    throw GitProblems.thrown(RepositoryProblems.nothingToCompare(reason));
  }

  @Override
  public CommitOutcome commit(RunChanges changes, CommitRequest request) {
    return new CommitOutcome.Refused(reason);
  }

  @Override
  public Optional<MovedHead> movedHead(Moment before) {
    return Optional.empty();
  }

  @Override
  public Optional<Problem> objection(RunChanges changes, CommitRequest request) {
    return Optional.empty();
  }

  @Override
  public List<String> standing(List<String> commits) {
    return commits;
  }

  @Override
  public boolean isMerging() {
    return false;
  }

  @Override
  public Optional<String> whereabouts(RunChanges changes) {
    return Optional.empty();
  }

  @Override
  public RunChanges ledger(List<PastRuns> past) {
    return new RunChanges();
  }

  @Override
  public Patch patch(RunChanges changes) {
    return Patch.of(changes, folder);
  }

  @Override
  public void close() {
    checkpoints.forEach(Checkpoints::close);
    checkpoints.clear();
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
