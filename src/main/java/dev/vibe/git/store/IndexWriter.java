package dev.vibe.git.store;

import dev.vibe.git.store.GitStore.IndexLocked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.internal.storage.file.LockFile;

/**
 * Writer of an index with other content at some paths, marks and conflicts included: all of it or
 * nothing, under Git's own lock.
 */
final class IndexWriter {

  private final Path file;
  private final Duration lockWait;

  IndexWriter(Path file, Duration lockWait) {
    this.file = file;
    this.lockWait = lockWait;
  }

  /**
   * Writes it.
   *
   * @return false when a path is not as expected
   * @throws IndexLocked when somebody else holds the lock for too long
   */
  boolean write(List<SlotChange> changes) throws IOException, IndexLocked {
    LockFile lock = lock();
    try {
      IndexBytes index = IndexBytes.read(file);
      if (!index.isWhole()) {
        throw new IOException("the index is split or sparse: " + file);
      }
      Map<String, IndexSlot> now = index.slots();
      Map<String, IndexSlot> then = new HashMap<>();
      for (SlotChange change : changes) {
        if (!now.getOrDefault(change.path(), IndexSlot.NOTHING).equals(change.now())) {
          return false;
        }
        then.put(change.path(), change.then());
      }
      lock.setFSync(true);
      lock.write(index.with(then));
      if (!lock.commit()) {
        throw new IOException("cannot replace " + file);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private LockFile lock() throws IOException, IndexLocked {
    LockFile lock = new LockFile(file.toFile());
    long end = System.nanoTime() + lockWait.toNanos();
    while (!lock.lock()) {
      if (!Files.exists(file.resolveSibling(file.getFileName() + ".lock"))
          && !Files.isWritable(file.resolveSibling("."))) {
        throw new IOException("cannot write to " + file.getParent());
      }
      if (System.nanoTime() > end) {
        throw new IndexLocked();
      }
      IndexLock.pause();
    }
    return lock;
  }
}
