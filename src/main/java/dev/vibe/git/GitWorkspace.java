package dev.vibe.git;

import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.TreeId;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.FoundSecret;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.MovedHead;
import dev.vibe.git.commit.PastRuns;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.config.ActingParts;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitFolders.Search;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.PlainFiles;
import dev.vibe.git.config.RepositoryOwner;
import dev.vibe.git.patch.Patch;
import dev.vibe.git.snapshot.IgnoredFiles;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.IndexLock;
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

/**
 * Port to Git as the working folder has it. Opening is cheap and reads a few small files; JGit is
 * loaded and the repository's content read only when something needs it. Owned by one thread.
 */
public sealed interface GitWorkspace extends AutoCloseable permits GitRepository, NoRepository {

  /**
   * Looks in the folder and upwards. Never throws for the state of the disk. No program is taken
   * from the folder or its work tree, whatever the {@code PATH} says.
   */
  static GitWorkspace open(Path workingFolder, GitSettings settings) {
    Path folder = real(workingFolder);
    return switch (GitFolders.find(folder)) {
      case Search.None() ->
          new NoRepository(folder, RepositoryProblems.noRepository(folder), settings);
      case Search.Bare(Path gitDir) ->
          new NoRepository(folder, RepositoryProblems.bare(gitDir), settings);
      case Search.Broken(Path dotGit, String why) ->
          new NoRepository(folder, RepositoryProblems.broken(dotGit, why), settings);
      case Search.Found(GitFolders folders) ->
          PlainFiles.obstacle(folders)
              .map(RepositoryProblems::endless)
              .or(() -> foreign(folders, settings))
              .<GitWorkspace>map(problem -> new NoRepository(folder, problem, settings))
              .orElseGet(() -> opened(folder, folders, settings));
    };
  }

  private static Optional<Problem> foreign(GitFolders folders, GitSettings settings) {
    return RepositoryOwner.isTrusted(folders, settings)
        ? Optional.empty()
        : Optional.of(RepositoryProblems.foreign(folders.worktree()));
  }

  /**
   * The top of the repository that a folder lies in, where that is another folder and all of it is
   * one project; else none. Cheap; never throws.
   *
   * @param workingFolder real path
   */
  static Optional<Path> topAround(Path workingFolder, GitSettings settings) {
    return GitFolders.find(workingFolder) instanceof Search.Found(GitFolders folders)
            && !folders.worktree().equals(workingFolder)
            && folders.isProject(settings.home())
            && RepositoryOwner.isTrusted(folders, settings)
        ? Optional.of(folders.worktree())
        : Optional.empty();
  }

  /**
   * Why nothing that the repository brings along may count: it is somebody else's. Empty for one's
   * own, for one that {@code safe.directory} names, and where there is none. Cheap; never throws.
   *
   * @param workingFolder real path
   */
  static Optional<Problem> foreign(Path workingFolder, GitSettings settings) {
    return GitFolders.find(workingFolder) instanceof Search.Found(GitFolders folders)
        ? foreign(folders, settings)
        : Optional.empty();
  }

  /**
   * What in the repository's own folder runs something later, each by name with a text that differs
   * when it does; empty where there is no repository. Never throws.
   *
   * @param workingFolder real path
   */
  static Map<String, String> acting(Path workingFolder) {
    return ActingParts.of(workingFolder);
  }

  /** The working folder, real path. */
  Path folder();

  /** A repository that may be read. */
  private static GitRepository opened(Path folder, GitFolders folders, GitSettings settings) {
    return new GitRepository(
        folder, folders, settings.awayFrom(List.of(folder, folders.worktree())));
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }

  /**
   * What earlier programs left in this folder, to be told before anything is done in it: commands
   * of runs that were cut off, each told once, and a lock of the index that is in the way of
   * commits. Cheap; changes no file of the user's; never throws.
   *
   * @param workingFolder real path
   */
  static List<Problem> leftBehind(Path workingFolder, GitSettings settings) {
    List<Problem> left = new ArrayList<>(Checkpoints.cutOff(workingFolder, settings));
    if (GitFolders.find(workingFolder) instanceof Search.Found(GitFolders folders)) {
      left.addAll(IndexLock.leftBehind(folders, settings));
    }
    return left;
  }

  /** What the working folder is in by now: a repository may have been made meanwhile. */
  GitWorkspace present();

  /** The rules in the working folder, as they are on disk now; paths are relative to it. */
  IgnoreRules ignoreRules();

  /**
   * Takes down the working folder as it is, to be called before a command runs. Costs one look at
   * each file that is not ignored, and reads those that differ from the index, up to 10 MB each and
   * 64 MB together.
   */
  WorktreeSnapshot snapshot();

  /**
   * What changed since, sorted by path; ignored files, other repositories below and everything
   * outside of the folder are not looked at.
   */
  List<WorktreeChange> changesSince(WorktreeSnapshot before);

  /**
   * Ignored files at these places, which no snapshot has; within bounds.
   *
   * @param now of this moment
   * @param places files and folders, relative to the working folder or absolute
   */
  IgnoredFiles ignoredFiles(WorktreeSnapshot now, Set<String> places);

  /**
   * Where the changes of a session are recorded, so that they can be undone; the same each time.
   * Cheap until the first change. Closed with this.
   */
  Checkpoints checkpoints(String session);

  /** What was recorded in this folder; to be closed. */
  Undo undo();

  /**
   * The name of the tree that the files of the snapshot are, as Git would give it to a commit of
   * all of them: what no rule ignores, as it lies on the disk. Empty where names are of SHA-256, or
   * a file cannot be read. Blocks on disk; writes nothing.
   */
  default String tree() {
    return TreeId.of(snapshot());
  }

  /**
   * What is not the run's and could be lost here; none where there is no repository that can be
   * asked. To be closed.
   *
   * @param changes the run's ledger
   */
  Optional<UsersWork> usersWork(RunChanges changes, String session);

  /**
   * What is not committed in the working folder, as {@code git diff} shows it: tracked files
   * against the last commit, then new files whole; empty when there is nothing. Holds about a
   * megabyte and counts the rest. Blocks on disk.
   *
   * @throws dev.vibe.problem.VibeException when there is no repository to compare with, or it
   *     cannot be read
   */
  String diff() throws InterruptedException;

  /**
   * A new ledger of what a session changes; reads what is committed and staged, and what was done
   * in earlier runs, when it has to.
   */
  RunChanges ledger(List<PastRuns> past);

  /**
   * Where HEAD went since that moment, and the commits that were made since; empty when it did not
   * move, or that cannot be told.
   */
  Optional<MovedHead> movedHead(Moment before);

  /** The secrets that commits added, oldest first; none where that cannot be told. */
  List<FoundSecret> secretsIn(List<MovedHead.Made> commits, SecretScan scan);

  /** Those of the commits that HEAD or a branch still has, in their order. */
  List<String> standing(List<String> commits);

  /** Whether a merge waits for its commit. */
  boolean isMerging();

  /** Why a session has nothing to commit, in a sentence; empty when there is no more to say. */
  Optional<String> whereabouts(RunChanges changes);

  /** Commits what the run changed and nothing else; see {@code docs/git.md} for what that means. */
  CommitOutcome commit(RunChanges changes, CommitRequest request);

  /**
   * Variables with which a {@code git} that reads starts no program that the repository's
   * configuration names; none where there is no repository.
   */
  Map<String, String> readingVariables();

  /** Names of the hooks of the repository that a commit could run, in their order. */
  List<String> hooks();

  /**
   * The problem for which that commit would be stopped because it holds secrets; empty when it
   * would not. Changes nothing.
   */
  Optional<Problem> objection(RunChanges changes, CommitRequest request);

  /** The run's whole change, whether committed or not. */
  Patch patch(RunChanges changes);

  @Override
  void close();
}
