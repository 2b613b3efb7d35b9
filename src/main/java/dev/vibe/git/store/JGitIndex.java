package dev.vibe.git.store;

import dev.vibe.text.NameBytes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.internal.storage.file.LockFile;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Index of a repository, read and written through JGit and by our own bytes. */
final class JGitIndex {

  private final Repository repository;
  private final Duration lockWait;

  JGitIndex(Repository repository, Duration lockWait) {
    this.repository = repository;
    this.lockWait = lockWait;
  }

  /** As {@link GitStore#staged}. */
  Map<String, Staged> staged(Collection<String> paths) throws IOException {
    return staged(repository.readDirCache(), paths);
  }

  private static Map<String, Staged> staged(DirCache index, Collection<String> paths) {
    Map<String, Staged> found = new HashMap<>();
    for (String path : paths) {
      byte[] name = NameBytes.bytes(path);
      int at = index.findEntry(name, name.length);
      if (at < 0 || index.getEntry(at).isIntentToAdd()) {
        found.put(path, new Staged.Nothing());
        continue;
      }
      DirCacheEntry entry = index.getEntry(at);
      if (entry.getStage() != 0) {
        found.put(path, new Staged.Conflict());
      } else {
        found.put(path, new Staged.File(entry(entry.getFileMode(), entry.getObjectId())));
      }
    }
    return found;
  }

  static TreeEntry entry(FileMode mode, ObjectId id) {
    return new TreeEntry(String.format("%06o", mode.getBits()), id.name());
  }

  /** A mere name, of which an edit takes the bytes. */
  private static DirCacheEntry named(String path) {
    return new DirCacheEntry(NameBytes.bytes(path));
  }

  static DirCacheEditor.PathEdit edit(String path, Edit edit) {
    return switch (edit) {
      case Edit.Drop() -> new DirCacheEditor.DeletePath(named(path));
      case Edit.Put(TreeEntry entry) -> new Placement(path, entry);
    };
  }

  /** Sets mode and content; size 0 makes Git look at the file itself next time. */
  private static final class Placement extends DirCacheEditor.PathEdit {
    private final TreeEntry wanted;

    Placement(String path, TreeEntry wanted) {
      super(named(path));
      this.wanted = wanted;
    }

    @Override
    public void apply(DirCacheEntry entry) {
      entry.setFileMode(FileMode.fromBits(Integer.parseInt(wanted.mode(), 8)));
      entry.setObjectId(ObjectId.fromString(wanted.id()));
      entry.setLength(0);
      entry.setLastModified(Instant.EPOCH);
    }
  }

  /** As {@link GitStore#restage}. */
  boolean restage(List<Restaging> changes) throws IOException, IndexLocked {
    DirCache index = lockIndex();
    try {
      List<String> paths = changes.stream().map(Restaging::path).toList();
      Map<String, Staged> now = staged(index, paths);
      if (!changes.stream().allMatch(change -> change.expected().equals(now.get(change.path())))) {
        return false;
      }
      distrustFreshEntries(index);
      resolve(index, now);
      DirCacheEditor editor = index.editor();
      changes.forEach(change -> editor.add(edit(change.path(), change.edit())));
      editor.finish();
      index.write();
      if (!index.commit()) {
        throw new IOException("cannot replace " + repository.getIndexFile());
      }
      return true;
    } finally {
      index.unlock();
    }
  }

  /** An edit of a conflict would set each side of it. */
  private static void resolve(DirCache index, Map<String, Staged> now) {
    DirCacheEditor clearing = index.editor();
    now.forEach(
        (path, staged) -> {
          if (staged instanceof Staged.Conflict) {
            clearing.add(new DirCacheEditor.DeletePath(named(path)));
          }
        });
    clearing.finish();
  }

  /**
   * As {@link #restage}, with all that an index can hold: marks, and the sides of conflicts.
   *
   * @return false when a path was not as expected
   * @throws IndexLocked when somebody else holds the lock for too long
   */
  boolean restore(List<SlotChange> changes) throws IOException, IndexLocked {
    LockFile lock = new LockFile(repository.getIndexFile());
    long end = System.nanoTime() + lockWait.toNanos();
    while (!lock.lock()) {
      if (System.nanoTime() > end) {
        throw new IndexLocked();
      }
      IndexLock.pause();
    }
    try {
      return new IndexWriter(repository.getIndexFile().toPath()).write(lock, changes);
    } finally {
      lock.unlock();
    }
  }

  /** The index as it is. */
  IndexBytes bytes() throws IOException {
    return IndexBytes.read(repository.getIndexFile().toPath());
  }

  /**
   * A file that changed, without changing its size, in the second in which the index was written
   * looks unchanged to a Git that compares whole seconds, as most are built. Such a Git knows by
   * the index being no newer than the file. Writing the index makes it newer, so that these entries
   * have to be marked for a look at the content first. JGit does not do it.
   */
  private void distrustFreshEntries(DirCache index) throws IOException {
    if (!repository.getIndexFile().exists()) {
      return;
    }
    Instant written =
        Files.getLastModifiedTime(repository.getIndexFile().toPath())
            .toInstant()
            .truncatedTo(ChronoUnit.SECONDS);
    for (int i = 0; i < index.getEntryCount(); i++) {
      if (index.getEntry(i).mightBeRacilyClean(written)) {
        index.getEntry(i).smudgeRacilyClean();
      }
    }
  }

  private DirCache lockIndex() throws IOException, IndexLocked {
    long end = System.nanoTime() + lockWait.toNanos();
    while (true) {
      try {
        // by file and not by repository: else JGit runs clean filters when it writes the index
        return DirCache.lock(repository.getIndexFile(), repository.getFS());
      } catch (LockFailedException e) {
        File lock = new File(repository.getIndexFile() + ".lock");
        if (!lock.exists() && !repository.getDirectory().canWrite()) {
          throw new IOException("cannot write to " + repository.getDirectory(), e);
        }
        if (System.nanoTime() > end) {
          throw new IndexLocked();
        }
      }
      IndexLock.pause();
    }
  }
}
