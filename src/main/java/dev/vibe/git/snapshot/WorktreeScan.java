package dev.vibe.git.snapshot;

import dev.vibe.file.FileName;
import dev.vibe.file.PseudoMounts;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scan of everything in the working folder that Git tracks or would offer to track, by one walk.
 *
 * @param files tracked files that are there, and untracked ones that no rule ignores
 * @param repositories untracked folders that are repositories of their own; not entered
 * @param rules of each folder that was entered
 * @param cut folders of which not everything was looked at, because there were too many files or
 *     the time was over
 */
public record WorktreeScan(
    Map<String, FileStat> files,
    List<String> repositories,
    Map<String, IgnoreRules> rules,
    Set<String> cut) {

  /** Beyond this a folder is rather a disk than a project. */
  static final int MOST_FILES = 200_000;

  /** So many are looked at whatever the time: a small project is, on any machine. */
  private static final int LEAST_FILES = 1_000;

  /** For a walk that takes as long as it takes. */
  static final Duration UNLIMITED = Duration.ofDays(1);

  /** Inside an ignored folder only what is tracked counts. */
  private static final IgnoreRules NOTHING =
      new IgnoreRules() {
        @Override
        public IgnoreRules enter(String relative) {
          return this;
        }

        @Override
        public boolean ignored(String relative, Kind kind) {
          return true;
        }
      };

  /**
   * Walks in parallel. Folders that cannot be read count as empty.
   *
   * @param entersRepositories whether a repository below is a folder like any other
   * @param limit after which no further file is looked at, once there are some
   */
  static WorktreeScan of(
      Path root,
      IgnoreRules rules,
      TrackedFiles tracked,
      Nested entersRepositories,
      Duration limit) {
    Walk walk = new Walk(tracked, entersRepositories == Nested.ENTERED, limit);
    if (PseudoMounts.ofMachine().hold(root.toAbsolutePath())) {
      return walk.result();
    }
    ForkJoinPool.commonPool().invoke(new Folder(walk, root, "", rules));
    return walk.result();
  }

  /** Choice of what to do with a repository below the folder. */
  public enum Nested {
    ENTERED,
    LEFT_ALONE
  }

  /** What one folder directly holds. */
  private static final class Found {
    final List<String> paths = new ArrayList<>();
    final List<FileStat> stats = new ArrayList<>();
  }

  private static final class Walk {
    final TrackedFiles tracked;
    final boolean entersRepositories;
    final AtomicInteger seen = new AtomicInteger();
    final Queue<Found> found = new ConcurrentLinkedQueue<>();
    final Queue<String> repositories = new ConcurrentLinkedQueue<>();
    final Map<String, IgnoreRules> rules = new ConcurrentHashMap<>();
    final Set<String> cut = ConcurrentHashMap.newKeySet();
    final long end;

    Walk(TrackedFiles tracked, boolean entersRepositories, Duration limit) {
      this.end = System.nanoTime() + limit.toNanos();
      this.tracked = tracked;
      this.entersRepositories = entersRepositories;
    }

    WorktreeScan result() {
      Map<String, FileStat> files = HashMap.newHashMap(seen.get());
      for (Found folder : found) {
        for (int i = 0; i < folder.paths.size(); i++) {
          files.put(folder.paths.get(i), folder.stats.get(i));
        }
      }
      return new WorktreeScan(files, List.copyOf(repositories), rules, Set.copyOf(cut));
    }

    /** Whether nothing more is to be looked at. */
    boolean isOver() {
      int files = seen.get();
      return files > MOST_FILES || (files > LEAST_FILES && System.nanoTime() - end > 0);
    }
  }

  private static final class Folder extends RecursiveAction {
    private final transient Walk walk;
    private final transient Path path;
    private final String relative;
    private final transient IgnoreRules rules;
    private final transient Found found = new Found();
    private final transient List<Folder> below = new ArrayList<>();

    Folder(Walk walk, Path path, String relative, IgnoreRules rules) {
      this.walk = walk;
      this.path = path;
      this.relative = relative;
      this.rules = rules;
    }

    @Override
    protected void compute() {
      walk.rules.put(relative, rules);
      if (walk.isOver()) {
        walk.cut.add(relative);
        return;
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        for (Path entry : entries) {
          if (walk.isOver()) {
            walk.cut.add(relative);
            break;
          }
          visit(entry);
        }
      } catch (IOException | DirectoryIteratorException e) {
        // what cannot be listed cannot be watched
      }
      walk.found.add(found);
      ForkJoinTask.invokeAll(below);
    }

    private void visit(Path entry) {
      String name = FileName.of(entry.getFileName());
      if (name.equals(".git")) {
        return;
      }
      BasicFileAttributes attributes;
      try {
        attributes = FileStat.attributes(entry);
      } catch (IOException e) {
        return;
      }
      String named = relative.isEmpty() ? name : relative + "/" + name;
      if (attributes.isDirectory()) {
        visitFolder(entry, named);
      } else if (!attributes.isOther()
          && (walk.tracked.isTracked(named) || !rules.ignored(named, IgnoreRules.Kind.FILE))) {
        walk.seen.incrementAndGet();
        found.paths.add(named);
        found.stats.add(FileStat.of(attributes));
      }
    }

    private void visitFolder(Path entry, String named) {
      if (walk.tracked.submodules().containsKey(named)
          || PseudoMounts.ofMachine().areAt(entry.toAbsolutePath())) {
        return;
      }
      boolean holdsTracked = walk.tracked.folders().contains(named);
      boolean ignored = rules.ignored(named, IgnoreRules.Kind.FOLDER);
      if (ignored && !holdsTracked) {
        return;
      }
      if (!holdsTracked && !walk.entersRepositories && Files.exists(entry.resolve(".git"))) {
        walk.repositories.add(named);
        return;
      }
      below.add(new Folder(walk, entry, named, ignored ? NOTHING : rules.enter(named)));
    }
  }
}
