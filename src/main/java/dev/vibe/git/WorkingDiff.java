package dev.vibe.git;

import dev.vibe.file.FileName;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.NativeFilters;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.git.file.LineEndings;
import dev.vibe.git.file.PathAttributes;
import dev.vibe.git.patch.PatchWriter;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.snapshot.WorktreeScan;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.NativeGit;
import dev.vibe.git.store.NativeGit.Request;
import dev.vibe.git.store.NativeStore;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.git.store.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Reader of what is not committed in the working folder: how its tracked files differ from the last
 * commit, and its new files, as {@code git diff HEAD} and {@code git diff --no-index} show them.
 * Runs no filter and no program of the repository's. Paths are relative to the top of the work
 * tree. Blocks on disk.
 */
final class WorkingDiff {

  /** More is not read by anybody; the files that are left are counted. */
  static final int MOST_BYTES = 1 << 20;

  private final Checkout checkout;
  private final Path folder;
  private final GitFolders folders;
  private final GitSettings settings;

  private int leftOut;
  private final PatchWriter out = new PatchWriter(PatchWriter.Style.TO_READ);

  WorkingDiff(Checkout checkout) {
    this.checkout = checkout;
    this.folder = checkout.folder();
    this.folders = checkout.folders();
    this.settings = checkout.settings();
  }

  /**
   * Empty when nothing differs; to be asked for once.
   *
   * @throws IOException when the repository is damaged, or takes an installed {@code git} that is
   *     not there
   */
  String text() throws IOException, InterruptedException {
    try {
      return compared();
    } catch (IOException e) {
      if (Thread.interrupted()) { // what was being read is closed then
        throw new InterruptedException();
      }
      throw e;
    }
  }

  private String compared() throws IOException, InterruptedException {
    GitConfig config = GitConfig.load(settings, folders);
    TrackedFiles tracked = checkout.storage().tracked();
    WorktreeScan scan = checkout.worktree().scan(tracked);
    boolean takesGit = config.isBeyondJGit() || !NativeStore.reasonOfIndex(folders).isEmpty();
    String changes = takesGit ? changesByGit(config) : "";
    SortedSet<String> fresh = new TreeSet<>(scan.files().keySet());
    fresh.removeIf(tracked::isTracked);
    if (!takesGit) {
      fresh.removeAll(writeChanges(config, tracked, scan));
    }
    for (String path : fresh) {
      if (isRoom()) {
        FileStat stat = scan.files().get(path);
        out.file(top(path), new Absent(), stat == null ? new Absent() : onDisk(path, stat));
      }
    }
    String rest = leftOut == 0 ? "" : "… " + leftOut + " more files differ\n";
    return changes + new String(out.bytes(), StandardCharsets.UTF_8) + rest;
  }

  /** Whether another file is to be shown; counts it when not. */
  private boolean isRoom() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (out.size() <= MOST_BYTES) {
      return true;
    }
    leftOut++;
    return false;
  }

  private String top(String path) {
    String prefix = folders.relative(folder);
    return prefix.isEmpty() ? path : prefix + "/" + path;
  }

  /** Returns the paths that were compared. */
  private SortedSet<String> writeChanges(GitConfig config, TrackedFiles tracked, WorktreeScan scan)
      throws IOException, InterruptedException {
    JGitFacts facts = new JGitFacts(checkout);
    try (JGitStore store = JGitStore.open(folders, settings)) {
      SortedSet<String> paths = facts.changed(store, config, tracked, scan);
      List<String> names = paths.stream().map(this::top).toList();
      Map<String, TreeEntry> committed = store.committed(store.head(), names);
      Map<String, PathAttributes> attributes = store.attributes(names);
      for (String path : paths) {
        String name = top(path);
        TreeEntry before = committed.getOrDefault(name, TreeEntry.ABSENT);
        if (tracked.submodules().containsKey(path) || before.isSubmodule()) {
          submodule(path, before);
        } else if (isRoom()) {
          FileStat stat = scan.files().get(path);
          PathAttributes of = attributes.getOrDefault(name, PathAttributes.NONE);
          boolean modes = config.isTrueByDefault("core", "fileMode");
          FileState old = state(store, before);
          FileState now = stat == null ? new Absent() : onDisk(path, stat);
          if ((of.rewritten() || config.filters().contains(of.filter()))
              && old instanceof Held
              && now instanceof Held) {
            out.remark(name, "Git changes this file when it is stored; git diff shows the lines");
          } else {
            compare(name, old, stored(config, of, old, modes ? now : withMode(old, now)));
          }
        }
      }
      return paths;
    }
  }

  private void compare(String name, FileState old, FileState now) throws IOException {
    if (!old.sameAs(now) && !(old instanceof Absent && now instanceof Absent)) {
      out.file(name, old, now);
    }
  }

  /** As Git would store it, but for filters. */
  private static FileState stored(
      GitConfig config, PathAttributes attributes, FileState old, FileState now) {
    if (!(now instanceof Held held) || held.kind() == FileKind.SYMLINK) {
      return now;
    }
    byte[] before = old instanceof Held was ? was.bytes() : new byte[0];
    return Held.of(
        held.kind(),
        LineEndings.clean(held.bytes(), attributes.text(), config.normalizesLineEndings(), before));
  }

  /** Where the disk knows no modes, a file keeps the one that it had. */
  private static FileState withMode(FileState old, FileState now) {
    return old instanceof Held was
            && now instanceof Held is
            && was.kind() != FileKind.SYMLINK
            && is.kind() != FileKind.SYMLINK
        ? new Held(was.kind(), is.content())
        : now;
  }

  private FileState onDisk(String path, FileStat stat) {
    if (stat.size() > Worktree.MOST_BYTES_OF_FILE) {
      return new Unkept(stat.kind(), stat.size());
    }
    try {
      return Held.of(stat.kind(), Worktree.content(FileName.in(folder, path), stat.kind()));
    } catch (IOException e) {
      return new Unkept(stat.kind(), stat.size());
    }
  }

  private static FileState state(JGitStore store, TreeEntry entry) throws IOException {
    if (entry.equals(TreeEntry.ABSENT)) {
      return new Absent();
    }
    long size = store.repository().open(ObjectId.fromString(entry.id())).getSize();
    return size > Worktree.MOST_BYTES_OF_FILE
        ? new Unkept(FileKind.REGULAR, size)
        : store.state(entry);
  }

  /** One that is gone, or was never committed, has no two commits to tell. */
  private void submodule(String path, TreeEntry before) throws IOException {
    if (before.isSubmodule()
        && GitFolders.find(FileName.in(folder, path)) instanceof GitFolders.Search.Found(var inner)
        && inner.worktree().equals(FileName.in(folder, path))) {
      try (JGitStore store = JGitStore.open(inner, settings)) {
        Head head = store.head();
        if (!head.isUnborn() && !head.commit().equals(before.id())) {
          out.submodule(top(path), before.id(), head.commit());
        }
      }
    }
  }

  /** Of a repository that only Git itself reads right. */
  private String changesByGit(GitConfig config) throws IOException {
    if (settings.nativeGit().isEmpty()) {
      throw new IOException("this repository takes an installed git");
    }
    NativeGit git = new NativeGit(folder, folders, settings, config);
    Map<String, String> overrides = NativeFilters.toLook(config, settings);
    Request verify = Request.of("rev-parse", "--quiet", "--verify", "HEAD");
    boolean isBorn = git.attempt(verify.configured(overrides)).isGood();
    Request diff =
        isBorn
            ? diff("HEAD").configured(overrides)
            : diff("--cached").configured(overrides); // without a commit all is new
    return NativeGit.good(diff, git.attempt(diff)).text();
  }

  private static Request diff(String base) {
    // to look for changes inside of a submodule, Git would start another one by its configuration
    return Request.of(
        "diff",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--submodule=short",
        "--ignore-submodules=dirty",
        base,
        "--",
        ".");
  }
}
