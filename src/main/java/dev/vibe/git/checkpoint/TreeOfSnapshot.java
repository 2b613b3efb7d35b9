package dev.vibe.git.checkpoint;

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
import java.util.HashMap;
import java.util.Map;

/**
 * Converter of snapshots into the files of a checkpoint. What a snapshot before has shown to be the
 * same is not read or added again. Owned by the session's thread.
 */
public final class TreeOfSnapshot {

  /** Content added by one session, in bytes: as much as a large project holds. */
  private static final long QUOTA = 500L << 20;

  private final CheckpointStore store;
  private final CheckpointPlace place;
  private CheckpointFiles files = CheckpointFiles.none();
  private Map<String, Added> added = Map.of();
  private Map<String, Added> next = new HashMap<>();

  /** Content that is in the store. */
  private record Added(FileStat stat, FileState state, TreeEntry entry) {}

  public TreeOfSnapshot(CheckpointStore store, CheckpointPlace place) {
    this.store = store;
    this.place = place;
  }

  public CheckpointFiles of(WorktreeSnapshot snapshot) throws IOException {
    Map<String, TreeEntry> found = HashMap.newHashMap(snapshot.scan().files().size());
    next = new HashMap<>();
    String prefix = place.prefix(snapshot.root());
    for (Map.Entry<String, FileStat> file : snapshot.scan().files().entrySet()) {
      String name = prefix.isEmpty() ? file.getKey() : prefix + file.getKey();
      found.put(name, entry(snapshot, file.getKey(), file.getValue()));
    }
    added = next;
    files = files.exactly(found);
    return files;
  }

  private TreeEntry entry(WorktreeSnapshot snapshot, String path, FileStat stat)
      throws IOException {
    FileState kept = snapshot.kept().getOrDefault(path, NOT_KEPT);
    IndexFile.Entry staged = snapshot.tracked().files().get(path);
    if (kept instanceof FileState.Absent && staged != null && store.holdsIndex()) {
      return new TreeEntry(stat.kind().mode(), staged.id());
    }
    Added before = added.getOrDefault(path, NOTHING);
    boolean same =
        before.stat().equals(stat)
            && (kept instanceof Held held
                ? held.sameAs(before.state())
                : !(before.state() instanceof Held) && snapshot.isSettled(stat));
    Added now = same ? before : new Added(stat, kept, content(snapshot.root(), path, stat, kept));
    next.put(path, now);
    return now.entry();
  }

  /** The snapshot leaves it to the index. */
  private static final FileState NOT_KEPT = new FileState.Absent();

  private static final Added NOTHING =
      new Added(new FileStat(FileKind.REGULAR, -1, -1, ""), NOT_KEPT, CheckpointStore.UNKEPT);

  private TreeEntry content(Path root, String path, FileStat stat, FileState kept)
      throws IOException {
    if (kept instanceof Held held) {
      return held(held);
    }
    if (stat.size() > Worktree.MOST_BYTES_OF_FILE) {
      return CheckpointStore.UNKEPT;
    }
    Path file = root.resolve(path);
    try {
      return held(Held.of(stat.kind(), Worktree.content(file, stat.kind())));
    } catch (IOException e) {
      return CheckpointStore.UNKEPT; // unreadable, or gone this moment
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
