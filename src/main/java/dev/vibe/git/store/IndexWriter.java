package dev.vibe.git.store;

import java.io.IOException;
import java.nio.file.Path;
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

  IndexWriter(Path file) {
    this.file = file;
  }

  /**
   * Writes it.
   *
   * @param lock that is held, and is committed
   * @return false when a path is not as expected
   */
  boolean write(LockFile lock, List<SlotChange> changes) throws IOException {
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
  }
}
