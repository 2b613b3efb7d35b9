package dev.vibe.git;

import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything in the working folder that Git tracks or would offer to track, by one walk.
 *
 * @param files tracked files that are there, and untracked ones that no rule ignores
 * @param repositories untracked folders that are repositories of their own; not entered
 * @param rules of each folder that was entered
 * @param complete false when there were too many files to look at them all
 */
record WorktreeScan(
    Map<String, FileStat> files,
    List<String> repositories,
    Map<String, IgnoreRules> rules,
    boolean complete) {

  /** Beyond this a folder is rather a disk than a project. */
  static final int MOST_FILES = 200_000;

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
   */
  static WorktreeScan of(
      Path root, IgnoreRules rules, TrackedFiles tracked, Nested entersRepositories) {
    Walk walk = new Walk(tracked, entersRepositories == Nested.ENTERED, new AtomicInteger());
    Part all = ForkJoinPool.commonPool().invoke(new Folder(walk, root, "", rules));
    boolean complete = walk.seen.get() <= MOST_FILES;
    return new WorktreeScan(all.files, all.repositories, all.rules, complete);
  }

  /** What to do with a repository below the folder. */
  enum Nested {
    ENTERED,
    LEFT_ALONE
  }

  private record Walk(TrackedFiles tracked, boolean entersRepositories, AtomicInteger seen) {}

  private static final class Part {
    final Map<String, FileStat> files = new HashMap<>();
    final List<String> repositories = new ArrayList<>();
    final Map<String, IgnoreRules> rules = new HashMap<>();

    void add(Part other) {
      files.putAll(other.files);
      repositories.addAll(other.repositories);
      rules.putAll(other.rules);
    }
  }

  private static final class Folder extends RecursiveTask<Part> {
    private final transient Walk walk;
    private final transient Path path;
    private final String relative;
    private final transient IgnoreRules rules;
    private final transient Part part = new Part();
    private final transient List<Folder> below = new ArrayList<>();

    Folder(Walk walk, Path path, String relative, IgnoreRules rules) {
      this.walk = walk;
      this.path = path;
      this.relative = relative;
      this.rules = rules;
    }

    @Override
    protected Part compute() {
      part.rules.put(relative, rules);
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        for (Path entry : entries) {
          visit(entry);
        }
      } catch (IOException | DirectoryIteratorException e) {
        // what cannot be listed cannot be watched
      }
      for (Folder folder : ForkJoinTask.invokeAll(below)) {
        part.add(folder.join());
      }
      return part;
    }

    private void visit(Path entry) {
      String name = entry.getFileName().toString();
      if (name.equals(".git") || walk.seen.get() > WorktreeScan.MOST_FILES) {
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
        part.files.put(named, FileStat.of(attributes));
      }
    }

    private void visitFolder(Path entry, String named) {
      if (walk.tracked.submodules().containsKey(named)) {
        return;
      }
      boolean holdsTracked = walk.tracked.folders().contains(named);
      boolean ignored = rules.ignored(named, IgnoreRules.Kind.FOLDER);
      if (ignored && !holdsTracked) {
        return;
      }
      if (!holdsTracked && !walk.entersRepositories && Files.exists(entry.resolve(".git"))) {
        part.repositories.add(named);
        return;
      }
      below.add(new Folder(walk, entry, named, ignored ? NOTHING : rules.enter(named)));
    }
  }
}
