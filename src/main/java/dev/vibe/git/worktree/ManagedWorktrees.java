package dev.vibe.git.worktree;

import dev.vibe.file.FolderDeletion;
import dev.vibe.file.OwnerOnly;
import dev.vibe.file.ProcessLock;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitFolders.Search;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.NativeFilters;
import dev.vibe.git.config.RepositoryOwner;
import dev.vibe.git.store.NativeGit;
import dev.vibe.git.store.NativeGit.Answer;
import dev.vibe.git.store.NativeGit.Request;
import dev.vibe.git.worktree.WorktreeState.Use;
import dev.vibe.git.worktree.WorktreeWish.Start;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Managed worktrees of one repository. Blocks on disk and on {@code git}; several processes may use
 * it at once.
 */
public final class ManagedWorktrees {

  private final GitFolders folders;
  private final GitSettings settings;
  private final Path home;
  private final WorktreeRecords records;

  private ManagedWorktrees(GitFolders folders, GitSettings settings, Path home) {
    this.folders = folders;
    this.settings = settings;
    this.home = home;
    this.records = new WorktreeRecords(home);
  }

  /**
   * Those of the repository that a folder is in.
   *
   * @param folder real path
   * @param all the folder below which the worktrees of all repositories lie
   * @throws VibeException (usage) when there is no repository, it is somebody else's, or there is
   *     no installed {@code git}
   */
  public static ManagedWorktrees of(Path folder, GitSettings settings, Path all) {
    Search search = GitFolders.find(folder);
    if (!(search instanceof Search.Found(GitFolders folders))) {
      throw WorktreeProblems.noRepository(search, folder);
    }
    if (!RepositoryOwner.isTrusted(folders, settings)) {
      throw WorktreeProblems.foreign(folders.worktree());
    }
    GitSettings away = settings.awayFrom(List.of(folder, folders.worktree()));
    if (away.nativeGit().isEmpty()) {
      throw WorktreeProblems.needsGit();
    }
    return new ManagedWorktrees(folders, away, home(folders, all));
  }

  /**
   * Where the worktrees of the repository of a folder lie; empty without a repository. Cheap; never
   * throws.
   */
  public static Optional<Path> home(Path folder, Path all) {
    return GitFolders.find(folder) instanceof Search.Found(GitFolders folders)
        ? Optional.of(home(folders, all))
        : Optional.empty();
  }

  /** Named after the repository, and told from others of that name by its place. */
  private static Path home(GitFolders folders, Path all) {
    Path storage = folders.commonDir();
    Path named = storage.endsWith(".git") ? storage.getParent() : storage;
    String name =
        named == null || named.getFileName() == null
            ? ""
            : named.getFileName().toString().replaceAll("[^A-Za-z0-9_-]", "_");
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(storage.toString().getBytes(StandardCharsets.UTF_8));
      return all.resolve(name + "-" + HexFormat.of().formatHex(hash, 0, 4));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Names of those in which a run was cut off. Cheap; never throws. */
  public static List<String> cutOff(Path home) {
    WorktreeRecords records = new WorktreeRecords(home);
    try {
      return records.names().stream()
          .filter(name -> records.isMarked(name) && !records.isLocked(name))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The folder that they lie in. */
  public Path home() {
    return home;
  }

  /** Relative to the top of the work tree; empty for the top. */
  public Path inside(Path folder) {
    return folders.worktree().relativize(folder);
  }

  /**
   * Begins to work in one, which is made where it is not there.
   *
   * @throws VibeException when somebody works in it, or it cannot be made
   */
  public WorktreeStay enter(WorktreeWish wish) {
    String name = wish.name();
    try {
      ProcessLock lock = records.lock(name).orElseThrow(() -> WorktreeProblems.inUse(name));
      try {
        Optional<ManagedWorktree> there = records.of(name);
        if (there.isPresent() && wish.start() == Start.GO_ON && isWhole(there.get())) {
          records.mark(name);
          return new WorktreeStay(there.get(), false, List.of(), records, lock);
        }
        if (there.isPresent()) {
          clear(there.get());
        }
        return make(wish, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw WorktreeProblems.failed("cannot make the worktree " + name, e);
    }
  }

  private WorktreeStay make(WorktreeWish wish, ProcessLock lock) throws IOException {
    NativeGit git = git(folders);
    String base = commit(git, wish.base()).orElseThrow(() -> WorktreeProblems.noBase(wish.base()));
    OwnerOnly.folder(home);
    Path folder = home.toRealPath().resolve(wish.name());
    ManagedWorktree worktree =
        new ManagedWorktree(
            wish.name(),
            folder,
            wish.branch(),
            base,
            settings.clock().instant().truncatedTo(ChronoUnit.SECONDS),
            folders.worktree(),
            List.of());
    records.keep(worktree); // before there is anything, so that what a kill leaves is found
    records.mark(wish.name());
    try {
      List<Problem> left = fill(wish, worktree, git);
      return new WorktreeStay(records.of(wish.name()).orElse(worktree), true, left, records, lock);
    } catch (IOException | RuntimeException e) {
      clear(worktree);
      records.forget(wish.name());
      throw e;
    }
  }

  /** Makes it; gives what could not be brought along. */
  private List<Problem> fill(WorktreeWish wish, ManagedWorktree worktree, NativeGit git)
      throws IOException {
    Path folder = worktree.folder();
    boolean hasBranch = commit(git, "refs/heads/" + wish.branch()).isPresent();
    boolean isReused = hasBranch && wish.start() == Start.GO_ON;
    List<String> options =
        isReused ? List.of() : List.of("--no-track", hasBranch ? "-B" : "-b", wish.branch());
    Submodules submodules =
        new Submodules(
            folders.worktree(), folders.commonDir().resolve("modules"), folder, settings);
    List<Problem> left = new ArrayList<>();
    try (ProcessLock _ = records.alone()) {
      LinkedWorktree.forget(folders.commonDir(), folder);
      new LinkedWorktree(folders, git)
          .add(folder, options, isReused ? wish.branch() : worktree.base());
      Submodules.Filled filled = submodules.fill(git, worktree.base());
      left.addAll(filled.left());
      records.keep(worktree.with(filled.filled()));
    }
    left.addAll(new IncludedFiles(git, folders.worktree(), folder).copy());
    return left;
  }

  private NativeGit git(GitFolders of) throws IOException {
    return new NativeGit(of.worktree(), of, settings, GitConfig.load(settings, of));
  }

  private static Optional<String> commit(NativeGit git, String named) throws IOException {
    String commit = named.isEmpty() ? "HEAD" : named;
    if (commit.startsWith("-")) {
      return Optional.empty();
    }
    Answer answer =
        git.attempt(Request.of("rev-parse", "--verify", "--quiet", commit + "^{commit}"));
    return answer.isGood() ? Optional.of(answer.text().strip()) : Optional.empty();
  }

  /** Its own part of the repository; empty where it is not one of its worktrees any more. */
  private Optional<GitFolders> foldersOf(ManagedWorktree worktree) {
    return GitFolders.find(worktree.folder()) instanceof Search.Found(GitFolders found)
            && found.worktree().endsWith(worktree.name())
            && found.commonDir().equals(folders.commonDir())
            && found.gitDir().startsWith(folders.commonDir().resolve("worktrees"))
        ? Optional.of(found)
        : Optional.empty();
  }

  private boolean isWhole(ManagedWorktree worktree) {
    return foldersOf(worktree).filter(found -> Files.exists(found.index())).isPresent();
  }

  /**
   * All of them, by name.
   *
   * @throws VibeException when one of them cannot be looked at
   */
  public List<WorktreeState> list() {
    try {
      List<WorktreeState> states = new ArrayList<>();
      for (String name : records.names()) {
        Optional<ManagedWorktree> worktree = records.of(name);
        if (worktree.isPresent()) {
          states.add(state(worktree.get()));
        }
      }
      return states;
    } catch (IOException e) {
      throw WorktreeProblems.failed("cannot list the worktrees", e);
    }
  }

  /**
   * One of them.
   *
   * @throws VibeException (usage) when there is none of that name
   */
  public WorktreeState state(String name) {
    try {
      return state(
          WorktreeWish.isName(name)
              ? records.of(name).orElseThrow(() -> WorktreeProblems.unknown(name))
              : unknown(name));
    } catch (IOException e) {
      throw WorktreeProblems.failed("cannot look at the worktree " + name, e);
    }
  }

  private static ManagedWorktree unknown(String name) {
    throw WorktreeProblems.unknown(name);
  }

  private WorktreeState state(ManagedWorktree worktree) throws IOException {
    boolean isInUse = records.isLocked(worktree.name());
    Optional<GitFolders> own = foldersOf(worktree).filter(found -> Files.exists(found.index()));
    Use use =
        isInUse
            ? Use.IN_USE
            : own.isEmpty()
                ? Use.BROKEN
                : records.isMarked(worktree.name()) ? Use.CUT_OFF : Use.FREE;
    int changed = own.isPresent() ? changed(own.get()) : 0;
    return new WorktreeState(worktree, use, changed, ahead(worktree, own));
  }

  private int changed(GitFolders own) throws IOException {
    GitConfig config = GitConfig.load(settings, own);
    Request status =
        Request.of("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
            .configured(NativeFilters.toLook(config, settings));
    return NativeGit.good(status, git(own).attempt(status)).fields().size();
  }

  /** Its branch may have gone; whoever worked in it may have taken another. */
  private int ahead(ManagedWorktree worktree, Optional<GitFolders> own) throws IOException {
    NativeGit git = git(folders);
    List<String> tips = new ArrayList<>();
    commit(git, "refs/heads/" + worktree.branch()).ifPresent(tips::add);
    if (own.isPresent()) {
      commit(git(own.get()), "HEAD").ifPresent(tips::add);
    }
    if (tips.isEmpty()) {
      return 0;
    }
    List<String> words = new ArrayList<>(List.of("rev-list", "--count"));
    words.addAll(tips);
    words.addAll(
        List.of(
            "--not",
            "--exclude=" + WorktreeWish.BRANCHES + "*", // another of these may go as well
            "--branches",
            "--remotes",
            "--tags"));
    Request request = Request.of(words.toArray(String[]::new));
    return Integer.parseInt(NativeGit.good(request, git.attempt(request)).text().strip());
  }

  /**
   * Removes one, with what only it holds but its commits: a branch that has some stays.
   *
   * @return the branch that stays; empty when it has nothing of its own
   * @throws VibeException when there is none, somebody works in it, or it cannot be removed
   */
  public Optional<String> remove(String name) {
    ManagedWorktree worktree = state(name).worktree();
    try (ProcessLock _ = records.lock(name).orElseThrow(() -> WorktreeProblems.inUse(name))) {
      return removed(worktree);
    } catch (IOException e) {
      throw WorktreeProblems.failed("cannot remove the worktree " + name, e);
    }
  }

  /** As {@link #remove}, of one that is stayed in until now. */
  public Optional<String> remove(WorktreeStay stay) {
    try (stay) {
      return removed(stay.worktree());
    } catch (IOException e) {
      throw WorktreeProblems.failed("cannot remove the worktree " + stay.worktree().name(), e);
    }
  }

  private Optional<String> removed(ManagedWorktree worktree) throws IOException {
    boolean isEmpty = ahead(worktree, Optional.empty()) == 0;
    clear(worktree);
    if (isEmpty) {
      deleteBranch(worktree.branch());
    }
    records.forget(worktree.name());
    return isEmpty ? Optional.empty() : Optional.of(worktree.branch());
  }

  /** The folder, and what Git knows of it and its submodules. */
  private void clear(ManagedWorktree worktree) throws IOException {
    Path modules = folders.commonDir().resolve("modules");
    for (String path : worktree.submodules()) {
      Path there = worktree.folder().resolve(path).normalize();
      if (GitFolders.find(there) instanceof Search.Found(GitFolders sub)
          && sub.worktree().equals(there)
          && sub.commonDir().startsWith(modules)) {
        LinkedWorktree.forget(sub.commonDir(), there);
      }
    }
    if (Files.exists(worktree.folder(), LinkOption.NOFOLLOW_LINKS)) {
      FolderDeletion.of(worktree.folder());
    }
    try (ProcessLock _ = records.alone()) {
      LinkedWorktree.forget(folders.commonDir(), worktree.folder());
    }
  }

  private void deleteBranch(String branch) throws IOException {
    NativeGit git = git(folders);
    String ref = "refs/heads/" + branch;
    Optional<String> tip = commit(git, ref);
    if (tip.isPresent()) {
      Request request = Request.of("update-ref", "-d", ref, tip.get());
      NativeGit.good(request, git.attempt(request));
    }
  }
}
