package dev.vibe.git.snapshot;

import dev.vibe.file.FileName;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.git.store.FileStat;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Look at ignored files that a command names, which no snapshot has: within bounds, and never into
 * folders that are made anew by a build or an installer. Owned by one thread; blocks on disk.
 */
public final class IgnoredFiles {

  /** What is in them can be made again, and is too much to keep. */
  private static final Set<String> MADE_AGAIN =
      Set.of(
          ("node_modules bower_components jspm_packages .pnpm-store .yarn target build dist out bin"
                  + " obj .gradle .m2 .venv venv env .tox .nox __pycache__ .mypy_cache"
                  + " .pytest_cache .ruff_cache .eggs vendor .bundle .next .nuxt .svelte-kit"
                  + " .parcel-cache .turbo .cache coverage .nyc_output .terraform Pods DerivedData"
                  + " .dart_tool _build deps .stack-work dist-newstyle .zig-cache zig-out"
                  + " cmake-build-debug cmake-build-release .git")
              .split(" "));

  private static final int MOST_FILES = 200;
  private static final int MOST_LOOKED_AT = 5_000;
  private static final long MOST_BYTES = 20L << 20;

  private final Path folder;
  private final Path root;
  private final WorktreeSnapshot snapshot;
  private final Map<String, FileState> held = new TreeMap<>();
  private final Set<String> places;
  private long bytes;
  private int lookedAt;
  private boolean isWhole = true;

  /**
   * Looks.
   *
   * @param folder the working folder
   * @param snapshot of the same moment
   * @param places files, and folders with all that is in them, relative to it or absolute
   */
  public IgnoredFiles(Path folder, WorktreeSnapshot snapshot, Set<String> places) {
    this.folder = folder;
    this.root = snapshot.root();
    this.snapshot = snapshot;
    this.places = Set.copyOf(places);
    places.forEach(this::look);
  }

  /** Whether all was within the bounds. */
  public boolean isWhole() {
    return isWhole;
  }

  private void look(String place) {
    Path path = FileName.in(folder, place).normalize();
    if (!path.startsWith(root) || isMadeAgain(root.relativize(path))) {
      return;
    }
    try {
      BasicFileAttributes attributes = FileStat.attributes(path);
      if (attributes.isDirectory()) {
        lookInto(path);
      } else if (!attributes.isOther()) {
        add(path, FileStat.of(attributes));
      }
    } catch (IOException e) {
      // not there, or not to be read
    }
  }

  private static boolean isMadeAgain(Path relative) {
    for (Path name : relative) {
      if (MADE_AGAIN.contains(name.toString())) {
        return true;
      }
    }
    return false;
  }

  private void lookInto(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (++lookedAt > MOST_LOOKED_AT || held.size() >= MOST_FILES) {
          isWhole = false;
          return;
        }
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          if (!MADE_AGAIN.contains(entry.getFileName().toString())
              && !Files.exists(entry.resolve(".git"))) {
            lookInto(entry);
          }
        } else {
          look(FileName.of(entry));
        }
      }
    }
  }

  private void add(Path path, FileStat stat) {
    String relative = FileName.of(root.relativize(path));
    if (snapshot.scan().files().containsKey(relative) || held.containsKey(relative)) {
      return;
    }
    boolean fits =
        held.size() < MOST_FILES
            && stat.size() <= Worktree.MOST_BYTES_OF_FILE
            && bytes + stat.size() <= MOST_BYTES;
    isWhole &= fits;
    held.put(relative, fits ? read(path, stat) : new Unkept(stat.kind(), stat.size()));
    bytes += fits ? stat.size() : 0;
  }

  private static FileState read(Path path, FileStat stat) {
    try {
      return Held.of(stat.kind(), Worktree.content(path, stat.kind()));
    } catch (IOException e) {
      return new Unkept(stat.kind(), stat.size());
    }
  }

  /** What is not as it was, sorted by path; also what has come to the same places since. */
  public List<WorktreeChange> changes(WorktreeSnapshot now) {
    return changes(now, Set.of());
  }

  /**
   * The same.
   *
   * @param come more places, at which nothing was before
   */
  public List<WorktreeChange> changes(WorktreeSnapshot now, Set<String> come) {
    Set<String> later = new HashSet<>(places);
    later.addAll(come);
    IgnoredFiles after = new IgnoredFiles(folder, now, later);
    TreeMap<String, FileState> all = new TreeMap<>(after.held);
    held.keySet().forEach(path -> all.putIfAbsent(path, new Absent()));
    List<WorktreeChange> changes = new ArrayList<>();
    all.forEach(
        (path, state) -> {
          FileState before = held.getOrDefault(path, new Absent());
          boolean isKnown = !(before instanceof Unkept) && !(state instanceof Unkept);
          boolean vanished = before instanceof Unkept && state instanceof Absent;
          boolean seen = !now.scan().files().containsKey(path);
          if (seen && (vanished || (isKnown && !before.sameAs(state)))) {
            changes.add(
                new WorktreeChange(
                    WorkspacePath.from(folder, FileName.in(root, path)), before, state));
          }
        });
    return changes;
  }
}
