package dev.vibe.git.checkpoint;

import dev.vibe.file.FileName;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.snapshot.Worktree;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.FileStat;
import dev.vibe.git.store.IndexFile;
import dev.vibe.git.store.TreeEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Converter of snapshots into the files of a checkpoint. What a snapshot before has shown to be the
 * same is not read or added again. Owned by the session's thread.
 */
public final class TreeOfSnapshot {

  /** Content added by one session, in bytes: as much as a large project holds. */
  private static final long QUOTA = 500L << 20;

  /** Content that is kept whatever the time: a small project is, on any machine. */
  private static final long LEAST_BYTES = 2L << 20;

  private final CheckpointStore store;
  private final CheckpointPlace place;
  private final Bounds bounds;
  private CheckpointFiles files = CheckpointFiles.none();
  private Map<String, Added> added = Map.of();
  private Map<String, Added> next = new HashMap<>();

  private int missed;

  /**
   * Bounds of one conversion, for somebody who waits: what is beyond them is not kept, and tried
   * again the next time.
   */
  public record Bounds(long bytes, Duration time) {

    public static final Bounds NONE = new Bounds(Long.MAX_VALUE, Duration.ofDays(1));

    /** A command waits for it; with the look at the folder and the flush about 300 ms. */
    static final Bounds OF_COMMAND = new Bounds(8L << 20, Duration.ofMillis(60));
  }

  /** Content that is in the store. */
  private record Added(FileStat stat, FileState state, TreeEntry entry) {}

  public TreeOfSnapshot(CheckpointStore store, CheckpointPlace place, Bounds bounds) {
    this.bounds = bounds;
    this.store = store;
    this.place = place;
  }

  public CheckpointFiles of(WorktreeSnapshot snapshot) throws IOException {
    return of(snapshot, () -> true);
  }

  /**
   * The same while somebody waits.
   *
   * @param mayRead false once the files may be others than those of the snapshot; asked on this
   *     thread
   */
  CheckpointFiles of(WorktreeSnapshot snapshot, BooleanSupplier mayRead) throws IOException {
    Map<String, TreeEntry> found = HashMap.newHashMap(snapshot.scan().files().size());
    next = new HashMap<>();
    List<Map.Entry<String, FileStat>> unknown = new ArrayList<>();
    for (Map.Entry<String, FileStat> file : snapshot.scan().files().entrySet()) {
      Optional<TreeEntry> entry = knownEntry(snapshot, file.getKey(), file.getValue());
      entry.ifPresent(known -> found.put(inCheckpoint(snapshot, file.getKey()), known));
      if (entry.isEmpty()) {
        unknown.add(file);
      }
    }
    addUnknown(new Reading(snapshot, mayRead), unknown, found);
    added = next;
    files = files.exactly(found);
    return files;
  }

  /** How many files the last conversion had no room for. */
  int missed() {
    return missed;
  }

  private String inCheckpoint(WorktreeSnapshot snapshot, String path) {
    String prefix = place.prefix(snapshot.root());
    return prefix.isEmpty() ? path : prefix + path;
  }

  /** A look at files as a snapshot has them. */
  private record Reading(WorktreeSnapshot snapshot, BooleanSupplier mayRead) {}

  /** The smallest first, so that as many as possible are kept. */
  private void addUnknown(
      Reading reading, List<Map.Entry<String, FileStat>> unknown, Map<String, TreeEntry> found)
      throws IOException {
    WorktreeSnapshot snapshot = reading.snapshot();
    unknown.sort(Comparator.comparingLong(file -> file.getValue().size()));
    long start = store.bytesAdded();
    long end = System.nanoTime() + bounds.time().toNanos();
    missed = 0;
    for (Map.Entry<String, FileStat> file : unknown) {
      String path = file.getKey();
      FileStat stat = file.getValue();
      long taken = store.bytesAdded() - start;
      boolean isFull = taken > 0 && taken + stat.size() > bounds.bytes();
      boolean isLate = taken > LEAST_BYTES && System.nanoTime() - end > 0;
      boolean isTooLarge = stat.size() > Worktree.MOST_BYTES_OF_FILE;
      FileState kept = snapshot.kept().getOrDefault(path, NOT_KEPT);
      Optional<TreeEntry> entry =
          !isTooLarge && (isFull || isLate) ? Optional.empty() : content(reading, path, stat, kept);
      entry.ifPresent(held -> next.put(path, new Added(stat, kept, held)));
      missed += entry.isEmpty() ? 1 : 0;
      found.put(inCheckpoint(snapshot, path), entry.orElse(CheckpointStore.UNKEPT));
    }
  }

  /** What needs no look at the file. */
  private Optional<TreeEntry> knownEntry(WorktreeSnapshot snapshot, String path, FileStat stat)
      throws IOException {
    FileState kept = snapshot.kept().getOrDefault(path, NOT_KEPT);
    IndexFile.Entry staged = snapshot.tracked().files().get(path);
    if (kept instanceof FileState.Absent && staged != null && store.holdsIndex()) {
      return Optional.of(new TreeEntry(stat.kind().mode(), staged.id()));
    }
    Added before = added.getOrDefault(path, NOTHING);
    boolean same =
        before.stat().equals(stat)
            && (kept instanceof Held held
                ? held.sameAs(before.state())
                : !(before.state() instanceof Held) && snapshot.isSettled(stat));
    if (!same) {
      return Optional.empty();
    }
    next.put(path, before);
    return Optional.of(before.entry());
  }

  /** The snapshot leaves it to the index. */
  private static final FileState NOT_KEPT = new FileState.Absent();

  private static final Added NOTHING =
      new Added(new FileStat(FileKind.REGULAR, -1, -1, ""), NOT_KEPT, CheckpointStore.UNKEPT);

  /** Empty where it is too late to look. */
  private Optional<TreeEntry> content(Reading reading, String path, FileStat stat, FileState kept)
      throws IOException {
    if (kept instanceof Held held) {
      return Optional.of(held(held));
    }
    if (stat.size() > Worktree.MOST_BYTES_OF_FILE) {
      return Optional.of(CheckpointStore.UNKEPT);
    }
    if (!reading.mayRead().getAsBoolean()) {
      return Optional.empty();
    }
    Path file = FileName.in(reading.snapshot().root(), path);
    try {
      Held held = Held.of(stat.kind(), Worktree.content(file, stat.kind()));
      return reading.mayRead().getAsBoolean() ? Optional.of(held(held)) : Optional.empty();
    } catch (IOException e) {
      return Optional.of(CheckpointStore.UNKEPT); // unreadable, or gone this moment
    }
  }

  /** Within the size of a file and the quota of the session; what is beyond is not kept. */
  TreeEntry held(Held held) throws IOException {
    int size = held.bytes().length;
    return size > Worktree.MOST_BYTES_OF_FILE || store.bytesAdded() + size > QUOTA
        ? CheckpointStore.UNKEPT
        : store.add(held.kind(), held.bytes());
  }
}
