package dev.vibe.git;

import dev.vibe.file.FileName;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.NativeFilters;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.config.PlainFiles;
import dev.vibe.git.store.NativeGit;
import dev.vibe.git.store.NativeGit.Answer;
import dev.vibe.git.store.NativeGit.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Source of facts that asks the installed {@code git}: two short processes at once, and JGit need
 * not be loaded.
 */
final class NativeFacts implements FactsSource {

  private final Path folder;
  private final GitFolders folders;
  private final GitSettings settings;

  NativeFacts(Path folder, GitFolders folders, GitSettings settings) {
    this.folder = folder;
    this.folders = folders;
    this.settings = settings;
  }

  @Override
  public RepoFacts look(RepoFacts.Limits limits) throws IOException {
    GitConfig config = GitConfig.load(settings, folders);
    NativeGit git = new NativeGit(folder, folders, settings, config);
    Map<String, String> overrides = NativeFilters.toLook(config, settings);
    boolean hasAround = !folder.equals(folders.worktree()) && folders.isProject(settings.home());
    Request status =
        Request.of(
                "status",
                "--porcelain=v2",
                "--branch",
                "-z",
                "--no-renames",
                "--no-ahead-behind",
                "--untracked-files=normal",
                "--ignore-submodules=dirty",
                "--",
                hasAround ? folders.worktree().toString() : ".")
            .configured(overrides);
    Request log =
        Request.of("log", "-z", "--max-count=" + limits.commits(), "--format=%H%x09%s")
            .configured(overrides);
    // The longer one first.
    Process looking = git.start(status);
    Answer commits;
    try {
      commits = git.attempt(log);
    } catch (IOException e) {
      looking.destroyForcibly();
      throw e;
    }
    Answer state =
        NativeGit.good(
            status,
            NativeGit.finish(
                looking, new byte[0], () -> PlainFiles.obstacleBelow(folders.worktree())));
    Status found = new Status(folders.relative(folder));
    RepoFacts facts = found.read(state, commits, limits);
    return hasAround
        ? facts.in(
            new RepoFacts.Around(
                folders.worktree().toString(),
                folders.relative(folder),
                RepoFacts.Paths.of(List.copyOf(found.outside), limits)))
        : facts;
  }

  /** The format is described in the manual page of {@code git status}, "Porcelain Format 2". */
  private final class Status {
    private final String prefix;
    private String branch = "";
    private String commit = "";
    private final List<String> staged = new ArrayList<>();
    private final List<String> unstaged = new ArrayList<>();
    private final List<String> untracked = new ArrayList<>();
    private final List<String> conflicted = new ArrayList<>();
    private final Set<String> outside = new TreeSet<>();

    Status(String folder) {
      this.prefix = folder.isEmpty() ? "" : folder + "/";
    }

    RepoFacts read(Answer state, Answer commits, RepoFacts.Limits limits) throws IOException {
      Iterator<String> fields = state.fields().iterator();
      while (fields.hasNext()) {
        take(fields.next());
      }
      List<RepoFacts.Commit> recent = new ArrayList<>();
      if (commits.isGood()) {
        for (String line : commits.text().split("\0", -1)) {
          int tab = line.indexOf('\t');
          if (tab > 0) {
            String id = RepoFacts.shortId(line.substring(0, tab));
            recent.add(new RepoFacts.Commit(id, line.substring(tab + 1)));
          }
        }
      }
      return new RepoFacts(
          RepoFacts.position(branch, commit),
          OngoingWork.in(folders.gitDir()),
          RepoFacts.Paths.of(staged, limits),
          RepoFacts.Paths.of(unstaged, limits),
          RepoFacts.Paths.of(untracked, limits),
          RepoFacts.Paths.of(conflicted, limits),
          recent);
    }

    private void take(String line) throws IOException {
      switch (line.charAt(0)) {
        case '#' -> takeHeader(line);
        case '1' -> {
          String path = line.split(" ", 9)[8];
          if (line.charAt(2) != '.') {
            add(staged, path);
          }
          if (line.charAt(3) != '.') {
            add(unstaged, path);
          }
        }
        case 'u' -> add(conflicted, line.split(" ", 11)[10]);
        case '?' -> add(untracked, line.substring(2));
        default -> {
          // ignored files and what later versions may add
        }
      }
    }

    private void takeHeader(String line) {
      if (line.startsWith("# branch.oid ") && !line.endsWith("(initial)")) {
        commit = line.substring("# branch.oid ".length());
      } else if (line.startsWith("# branch.head ") && !line.endsWith("(detached)")) {
        branch = line.substring("# branch.head ".length());
      }
    }

    /** The working folder itself is "./" when nothing in it, or around it, is tracked. */
    private void add(List<String> inside, String path) throws IOException {
      if (path.isEmpty()) {
        throw new IOException("the index is damaged: it names a file without a name");
      }
      if (path.endsWith("/") && prefix.startsWith(path)) {
        inside.add("./");
      } else if (path.startsWith(prefix)) {
        inside.add(path.substring(prefix.length()));
      } else {
        outside.add(FileName.of(FileName.in(folders.worktree(), path)));
      }
    }
  }
}
