package dev.vibe.exec.sandbox;

import dev.vibe.file.FileSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keeper of copies of what other programs obey far down in a folder, where a mount for each and for
 * every folder above would cost too much. After a command what it changed there is put back. A copy
 * is kept as long as the file stays as it is. Thread-safe.
 */
final class HeldCopies {

  /** Of files and folders, so that a command does not wait for this. */
  private static final int MOST = 200;

  /** Of a folder with all that is in it. */
  private static final int MOST_ENTRIES = 100;

  private static final long MOST_BYTES = 1 << 20;

  private Map<Path, FileSnapshot> kept = Map.of();

  /** Copies of what is at these places now, as far as it is not too large. */
  synchronized Map<Path, FileSnapshot> now(List<Path> places) {
    if (places.isEmpty()) {
      kept = Map.of();
      return kept;
    }
    Map<Path, FileSnapshot> all = new LinkedHashMap<>();
    for (Path place : places) {
      if (all.size() >= MOST) {
        break;
      }
      if (isRepository(place)) {
        // Its data may change, what git obeys or runs may not, nor come.
        GitDataFolders.obeyedNames(place).forEach(each -> add(all, each));
      } else {
        add(all, place);
      }
    }
    kept = all;
    return Map.copyOf(all);
  }

  private void add(Map<Path, FileSnapshot> all, Path path) {
    FileSnapshot known = kept.get(path);
    if (known != null && known.isAt(path)) {
      all.put(path, known);
    } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || isSmall(path)) {
      all.put(path, FileSnapshot.of(path));
    }
  }

  private static boolean isRepository(Path path) {
    return path.endsWith(".git") && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isSmall(Path folder) {
    int entries = 0;
    long bytes = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Iterator<Path> each = all.iterator(); each.hasNext(); entries++) {
        Path path = each.next();
        bytes += Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
        if (entries > MOST_ENTRIES || bytes > MOST_BYTES) {
          return false;
        }
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
