package dev.vibe.workspace.change;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pool of handles of the folders that a change set works in. Each folder is opened name by name
 * from the one that the files belong to, so that no link below that is followed. The folders to
 * begin at are trusted to stay where they are. Not thread-safe.
 */
final class FolderHandles implements Closeable {

  /** Open at a time; each takes two descriptors. */
  private static final int MOST = 16;

  private final List<Path> bases;
  private final Map<Path, FolderHandle> open = new LinkedHashMap<>(MOST, 0.75f, true);

  /**
   * Of files below these folders.
   *
   * @param bases real paths
   */
  FolderHandles(List<Path> bases) {
    this.bases = List.copyOf(bases);
  }

  /** The folder that a file belongs to; the top of the disk for one that a person let in. */
  Path base(Path file) {
    return bases.stream()
        .filter(base -> file.startsWith(base) && base.getNameCount() > 0)
        .min(Comparator.comparingInt(Path::getNameCount))
        .orElseGet(file::getRoot);
  }

  /**
   * A folder, as it was when it was first asked for; stays the pool's.
   *
   * @throws WriteProblem.Stale when a link is in its place or in that of one above it
   */
  FolderHandle of(Path folder) throws IOException {
    FolderHandle known = open.get(folder);
    if (known != null) {
      return known;
    }
    if (open.size() >= MOST) {
      Iterator<FolderHandle> eldest = open.values().iterator();
      FolderHandle leaving = eldest.next();
      eldest.remove();
      leaving.close();
    }
    FolderHandle opened = open(base(folder), folder);
    open.put(folder, opened);
    return opened;
  }

  /**
   * The same, if it is still at its path.
   *
   * @throws WriteProblem.Stale also when it is not; it stays in the pool, to be tidied up
   */
  FolderHandle now(Path folder) throws IOException {
    FolderHandle known = open.get(folder);
    if (known != null && !known.isAtItsPath()) {
      throw new WriteProblem.Stale();
    }
    return of(folder);
  }

  private static FolderHandle open(Path base, Path folder) throws IOException {
    try {
      return walk(base, folder);
    } catch (AccessDeniedException e) {
      if (base.equals(folder.getRoot())) {
        return new PathFolder(folder); // what is above may be passed through, but not read
      }
      throw e;
    }
  }

  @SuppressWarnings("StreamResourceLeak") // the handle owns it, and closes it
  private static FolderHandle walk(Path base, Path folder) throws IOException {
    DirectoryStream<Path> top = Files.newDirectoryStream(base);
    FolderHandle at;
    if (top instanceof SecureDirectoryStream<Path> held) {
      at = HeldFolder.of(held, base);
    } else {
      top.close();
      at = new PathFolder(base);
    }
    for (int i = base.getNameCount(); i < folder.getNameCount(); i++) {
      try (FolderHandle above = at) {
        at = above.folder(folder.getName(i));
      }
    }
    return at;
  }

  @Override
  public void close() throws IOException {
    try {
      for (FolderHandle each : open.values()) {
        each.close();
      }
    } finally {
      open.clear();
    }
  }
}
