package dev.vibe.git.snapshot;

import dev.vibe.file.FileName;
import dev.vibe.git.config.FilteredFiles;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.git.file.LineEndings;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.IndexFile;
import dev.vibe.git.store.TrackedFiles;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.BlobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Observer of what a command changes below a folder: a snapshot before, a comparison after. Owned
 * by one thread.
 */
public final class Worktree {

  /** Content of larger files is not kept. */
  public static final long MOST_BYTES_OF_FILE = 10L << 20;

  /** Content kept in one snapshot. */
  private static final long MOST_BYTES = 64L << 20;

  /** Content that is read whatever the time. */
  private static final long LEAST_BYTES = 1L << 20;

  /**
   * How long a command waits for a walk where no repository needs to know of every file, and for
   * content to be read. What they miss is recorded within {@link
   * dev.vibe.git.checkpoint.TreeOfSnapshot its own bounds} or not at all.
   */
  private static final Duration WALK = Duration.ofMillis(120);

  private static final Duration READING = Duration.ofMillis(40);

  /** Twice the coarsest clock tick of a Linux kernel (10 ms). */
  private static final long CLOCK_TICK_NANOS = 20_000_000L;

  /** Port to where the index and old content come from. */
  public interface Storage {
    /** Never fails: a repository whose index cannot be read tracks nothing. */
    TrackedFiles tracked();

    byte[] blob(String id) throws IOException;

    WorktreeScan.Nested nested();

    /** Which of the scanned files the index does not hold as they are on disk. */
    FilteredFiles filtered(WorktreeScan scan);
  }

  private final Path root;
  private final Path folder;
  private final Supplier<? extends IgnoreRules> rules;
  private final Storage storage;
  private final Clock clock;
  private WorktreeSnapshot newest;

  /**
   * Looks at nothing yet.
   *
   * @param root what is looked at, with all that is below it
   * @param folder the working folder, from which files are named
   */
  public Worktree(
      Path root, Path folder, Supplier<? extends IgnoreRules> rules, Storage storage, Clock clock) {
    this.root = root;
    this.folder = folder;
    this.rules = rules;
    this.storage = storage;
    this.clock = clock;
    this.newest =
        new WorktreeSnapshot(
            root,
            new WorktreeScan(Map.of(), List.of(), Map.of(), Set.of()),
            TrackedFiles.NONE,
            Map.of(),
            0,
            System.nanoTime());
  }

  public WorktreeScan scan(TrackedFiles tracked) {
    return scan(tracked, WorktreeScan.UNLIMITED);
  }

  private WorktreeScan scan(TrackedFiles tracked, Duration limit) {
    return WorktreeScan.of(root, rules.get(), tracked, storage.nested(), limit);
  }

  /** A commit must hold all that a command changed; without one the walk is bounded. */
  private Duration walk() {
    return switch (storage.nested()) {
      case ENTERED -> WALK;
      case LEFT_ALONE -> WorktreeScan.UNLIMITED;
    };
  }

  /** In a bounded time, for somebody who waits. */
  public WorktreeSnapshot snapshot() {
    return snapshot(walk(), READING);
  }

  /** However long it takes. */
  public WorktreeSnapshot wholeSnapshot() {
    return snapshot(WorktreeScan.UNLIMITED, WorktreeScan.UNLIMITED);
  }

  private WorktreeSnapshot snapshot(Duration walk, Duration reading) {
    long begun = System.nanoTime();
    TrackedFiles tracked = storage.tracked();
    long settledBefore = clock.millis() * 1_000_000L - CLOCK_TICK_NANOS;
    WorktreeScan scan = scan(tracked, walk);
    Keeper keeper = new Keeper(tracked, storage.filtered(scan), settledBefore, reading);
    scan.files().forEach(keeper::consider);
    newest = new WorktreeSnapshot(root, scan, tracked, keeper.kept, settledBefore, begun);
    return newest;
  }

  public List<WorktreeChange> changesSince(WorktreeSnapshot before) {
    Map<String, FileStat> then = before.scan().files();
    Map<String, FileStat> now = scan(storage.tracked(), walk()).files();
    List<WorktreeChange> changes = new ArrayList<>();
    now.forEach(
        (path, stat) -> {
          FileStat old = then.get(path);
          if (old != null) {
            addIfChanged(changes, before, path, old, stat);
          } else if (before.looked(path) && !before.leftOut(path)) {
            changes.add(change(path, new Absent(), read(path, stat)));
          }
        });
    then.forEach(
        (path, old) -> {
          if (!now.containsKey(path)) {
            addVanished(changes, before, path, old);
          }
        });
    changes.sort((a, b) -> a.path().relative().compareTo(b.path().relative()));
    return List.copyOf(changes);
  }

  private void addIfChanged(
      List<WorktreeChange> changes,
      WorktreeSnapshot before,
      String path,
      FileStat old,
      FileStat stat) {
    boolean sameStat = stat.equals(old);
    if (sameStat && before.isSettled(old)) {
      return;
    }
    FileState was = stateIn(before, path, old);
    FileState is = read(path, stat);
    boolean unknown = was instanceof Unkept || is instanceof Unkept;
    if (unknown ? !sameStat : !was.sameAs(is)) {
      changes.add(change(path, was, is));
    }
  }

  /** Deleted, or only no longer seen because it is ignored by now. */
  private void addVanished(
      List<WorktreeChange> changes, WorktreeSnapshot before, String path, FileStat old) {
    try {
      var attributes = FileStat.attributes(FileName.in(root, path));
      if (!attributes.isDirectory()) {
        addIfChanged(changes, before, path, old, FileStat.of(attributes));
        return;
      }
    } catch (IOException e) {
      // gone
    }
    changes.add(change(path, stateIn(before, path, old), new Absent()));
  }

  private WorktreeChange change(String path, FileState was, FileState is) {
    return new WorktreeChange(WorkspacePath.from(folder, FileName.in(root, path)), was, is);
  }

  private FileState stateIn(WorktreeSnapshot snapshot, String path, FileStat stat) {
    FileState kept = snapshot.kept().get(path);
    if (kept != null) {
      return kept;
    }
    IndexFile.Entry entry = snapshot.tracked().files().get(path);
    if (entry == null || stat.size() > MOST_BYTES_OF_FILE) {
      return new Unkept(stat.kind(), stat.size());
    }
    try {
      return Held.of(stat.kind(), asOnDisk(storage.blob(entry.id()), stat.size()));
    } catch (IOException e) {
      return new Unkept(stat.kind(), stat.size());
    }
  }

  /** Where Git writes files with CR LF, the size tells. */
  private static byte[] asOnDisk(byte[] blob, long size) {
    if (blob.length != size) {
      byte[] withCr = LineEndings.toCrLf(blob);
      if (withCr.length == size) {
        return withCr;
      }
    }
    return blob;
  }

  private FileState read(String path, FileStat stat) {
    if (stat.size() > MOST_BYTES_OF_FILE) {
      return new Unkept(stat.kind(), stat.size());
    }
    try {
      return Held.of(stat.kind(), content(FileName.in(root, path), stat.kind()));
    } catch (IOException e) {
      return new Unkept(stat.kind(), stat.size());
    }
  }

  public static byte[] content(Path file, FileKind kind) throws IOException {
    return switch (kind) {
      case SYMLINK -> FileName.bytes(Files.readSymbolicLink(file));
      case REGULAR, EXECUTABLE -> Files.readAllBytes(file);
    };
  }

  /** Decides which content a snapshot has to hold because nobody else does. */
  private final class Keeper {
    private final TrackedFiles tracked;
    private final FilteredFiles filtered;
    private final long settledBefore;
    private final Map<String, FileState> kept = new HashMap<>();
    private final long end;
    private long bytes;

    Keeper(TrackedFiles tracked, FilteredFiles filtered, long settledBefore, Duration reading) {
      this.end = System.nanoTime() + reading.toNanos();
      this.tracked = tracked;
      this.filtered = filtered;
      this.settledBefore = settledBefore;
    }

    private boolean isOver() {
      return bytes > LEAST_BYTES && System.nanoTime() - end > 0;
    }

    void consider(String path, FileStat stat) {
      IndexFile.Entry entry = tracked.files().get(path);
      boolean settled = stat.mtimeNanos() < settledBefore;
      String content = entry == null || filtered.cover(path) ? "" : entry.id();
      if (entry != null
          && !content.isEmpty()
          && settled
          && stat.matches(entry, tracked.writtenNanos())) {
        return;
      }
      if (settled && reuse(path, stat, content)) {
        return;
      }
      FileState state =
          bytes + stat.size() > MOST_BYTES || isOver()
              ? new Unkept(stat.kind(), stat.size())
              : read(path, stat);
      if (settled && entry != null && state instanceof Held held && isStaged(held, entry)) {
        return;
      }
      keep(path, state);
    }

    private void keep(String path, FileState state) {
      kept.put(path, state);
      bytes += state instanceof Held held ? held.bytes().length : 0;
    }

    /** What the snapshot before learned about the file still holds when it did not change. */
    private boolean reuse(String path, FileStat stat, String stagedId) {
      FileStat old = newest.scan().files().get(path);
      if (!stat.equals(old) || !newest.isSettled(stat)) {
        return false;
      }
      FileState state = newest.kept().get(path);
      if (state != null) {
        keep(path, state);
        return true;
      }
      IndexFile.Entry then = newest.tracked().files().get(path);
      return then != null && then.id().equals(stagedId);
    }
  }

  private static boolean isStaged(Held held, IndexFile.Entry entry) {
    return entry.mode() == held.kind().bits()
        && (entry.id().equals(BlobId.of(held.bytes(), entry.id().length()))
            || entry.id().equals(BlobId.of(LineEndings.toLf(held.bytes()), entry.id().length())));
  }
}
