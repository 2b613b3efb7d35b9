package dev.vibe.git;

import dev.vibe.file.FileName;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.LineEndings;
import dev.vibe.git.file.PathAttributes;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.snapshot.WorktreeScan;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.IndexFile;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Source of facts that looks for itself, for machines without {@code git}. Files are compared here
 * and not by JGit, which would run the repository's filters to do so; a file that goes through one
 * counts as changed when it was touched.
 */
final class JGitFacts implements FactsSource {

  private final Checkout checkout;
  private final Path folder;
  private final GitFolders folders;
  private final GitSettings settings;

  JGitFacts(Checkout checkout) {
    this.checkout = checkout;
    this.folder = checkout.folder();
    this.folders = checkout.folders();
    this.settings = checkout.settings();
  }

  @Override
  public RepoFacts look(RepoFacts.Limits limits) throws IOException {
    GitConfig config = GitConfig.load(settings, folders);
    try (JGitStore store = JGitStore.open(folders, settings)) {
      Head head = store.head();
      TrackedFiles tracked = checkout.storage().tracked();
      WorktreeScan scan = checkout.worktree().scan(tracked);
      return new RepoFacts(
          RepoFacts.position(head.branch(), head.commit()),
          OngoingWork.in(folders.gitDir()),
          RepoFacts.Paths.of(staged(store, head, tracked), limits),
          RepoFacts.Paths.of(unstaged(store, config, tracked, scan), limits),
          RepoFacts.Paths.of(untracked(tracked, scan), limits),
          RepoFacts.Paths.of(List.copyOf(tracked.conflicted()), limits),
          recent(store, head, limits));
    }
  }

  /**
   * Tracked files and submodules of the folder that may differ from the last commit, relative to
   * it, sorted.
   */
  SortedSet<String> changed(
      JGitStore store, GitConfig config, TrackedFiles tracked, WorktreeScan scan)
      throws IOException {
    SortedSet<String> paths = new TreeSet<>(staged(store, store.head(), tracked));
    paths.addAll(unstaged(store, config, tracked, scan));
    paths.addAll(tracked.conflicted());
    return paths;
  }

  /** All paths that differ, with what is not tracked; relative to the folder. */
  SortedSet<String> changedAndNew() throws IOException {
    GitConfig config = GitConfig.load(settings, folders);
    try (JGitStore store = JGitStore.open(folders, settings)) {
      TrackedFiles tracked = checkout.storage().tracked();
      WorktreeScan scan = checkout.worktree().scan(tracked);
      SortedSet<String> paths = changed(store, config, tracked, scan);
      paths.addAll(untracked(tracked, scan));
      return paths;
    }
  }

  private String prefix() {
    String relative = folders.relative(folder);
    return relative.isEmpty() ? "" : relative + "/";
  }

  private List<String> staged(JGitStore store, Head head, TrackedFiles tracked) throws IOException {
    List<String> paths = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(store.repository())) {
      if (head.isUnborn()) {
        walk.addTree(new EmptyTreeIterator());
      } else {
        ObjectId commit = ObjectId.fromString(head.commit());
        walk.addTree(store.repository().parseCommit(commit).getTree());
      }
      walk.addTree(new DirCacheIterator(store.repository().readDirCache()));
      walk.setRecursive(true);
      String prefix = prefix();
      walk.setFilter(
          prefix.isEmpty()
              ? TreeFilter.ANY_DIFF
              : AndTreeFilter.create(
                  PathFilter.create(folders.relative(folder)), TreeFilter.ANY_DIFF));
      while (walk.next()) {
        String path = NameBytes.decoded(walk.getRawPath()).substring(prefix.length());
        IndexFile.Entry entry = tracked.files().get(path);
        boolean announced = entry != null && entry.intentToAdd();
        if (!announced && !tracked.conflicted().contains(path)) {
          paths.add(path);
        }
      }
    }
    return paths;
  }

  private List<String> unstaged(
      JGitStore store, GitConfig config, TrackedFiles tracked, WorktreeScan scan)
      throws IOException {
    List<String> paths = new ArrayList<>();
    Map<String, String> doubtful = new LinkedHashMap<>();
    tracked
        .files()
        .forEach(
            (path, entry) -> {
              FileStat stat = scan.files().get(path);
              if (entry.unwatched()) {
                return;
              }
              if (stat == null || entry.intentToAdd()) {
                paths.add(path);
              } else if (!stat.matches(entry, tracked.writtenNanos())) {
                doubtful.put(path, prefix() + path);
              }
            });
    Map<String, PathAttributes> attributes = store.attributes(doubtful.values());
    for (Map.Entry<String, String> path : doubtful.entrySet()) {
      IndexFile.Entry entry = tracked.files().get(path.getKey());
      FileStat stat = scan.files().get(path.getKey());
      PathAttributes of = attributes.getOrDefault(path.getValue(), PathAttributes.NONE);
      if (entry != null && stat != null && differs(store, config, entry, stat, of)) {
        paths.add(path.getKey());
      }
    }
    for (Map.Entry<String, IndexFile.Entry> submodule : tracked.submodules().entrySet()) {
      if (isMoved(FileName.in(folder, submodule.getKey()), submodule.getValue().id())) {
        paths.add(submodule.getKey());
      }
    }
    return paths;
  }

  private boolean differs(
      JGitStore store,
      GitConfig config,
      IndexFile.Entry entry,
      FileStat stat,
      PathAttributes attributes)
      throws IOException {
    boolean modes = config.isTrueByDefault("core", "fileMode");
    boolean link = stat.kind() == FileKind.SYMLINK;
    if (link != (entry.mode() == FileKind.SYMLINK.bits())
        || (modes && entry.mode() != stat.kind().bits())) {
      return true;
    }
    byte[] stored = store.blob(entry.id());
    Held file =
        Held.of(
            stat.kind(),
            Worktree.content(FileName.in(folders.worktree(), entry.path()), stat.kind()));
    byte[] clean =
        link
            ? file.bytes()
            : LineEndings.clean(
                file.bytes(), attributes.text(), config.normalizesLineEndings(), stored);
    return !Arrays.equals(clean, stored);
  }

  /** Another commit is checked out in a submodule than the index names. */
  private boolean isMoved(Path submodule, String id) throws IOException {
    if (!Files.exists(submodule.resolve(".git"))) {
      return !Files.isDirectory(submodule);
    }
    if (GitFolders.find(submodule) instanceof GitFolders.Search.Found(GitFolders inner)) {
      try (JGitStore store = JGitStore.open(inner, settings)) {
        return !store.head().commit().equals(id);
      }
    }
    return true;
  }

  private static List<String> untracked(TrackedFiles tracked, WorktreeScan scan) {
    TreeSet<String> paths = new TreeSet<>();
    for (String path : scan.files().keySet()) {
      if (!tracked.isTracked(path)) {
        paths.add(collapsed(path, tracked));
      }
    }
    for (String path : scan.repositories()) {
      paths.add(collapsed(path + "/", tracked));
    }
    return List.copyOf(paths);
  }

  /** The topmost folder above a path that holds nothing tracked, or the path. */
  private static String collapsed(String path, TrackedFiles tracked) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      if (!tracked.folders().contains(path.substring(0, slash))) {
        return path.substring(0, slash + 1);
      }
    }
    return path;
  }

  private static List<RepoFacts.Commit> recent(JGitStore store, Head head, RepoFacts.Limits limits)
      throws IOException {
    List<RepoFacts.Commit> commits = new ArrayList<>();
    if (head.isUnborn()) {
      return commits;
    }
    try (RevWalk walk = new RevWalk(store.repository())) {
      walk.markStart(walk.parseCommit(ObjectId.fromString(head.commit())));
      for (RevCommit commit : walk) {
        if (commits.size() == limits.commits()) {
          break;
        }
        commits.add(
            new RepoFacts.Commit(RepoFacts.shortId(commit.name()), commit.getShortMessage()));
      }
    }
    return commits;
  }
}
