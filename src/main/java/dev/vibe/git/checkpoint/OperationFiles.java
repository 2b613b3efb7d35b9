package dev.vibe.git.checkpoint;

import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.file.FileState.Unkept;
import dev.vibe.git.store.TreeEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files in a repository's own folder that say that a merge or the like is in progress: read for a
 * checkpoint. Those of a merge, a single cherry-pick or revert are kept whole; of a rebase only
 * that there is one.
 */
public final class OperationFiles {

  /** They say what is in progress; the others only go with them. */
  public static final Set<String> HEADS = Set.of("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD");

  private static final Set<String> KEPT =
      Set.of(
          "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "MERGE_MSG", "MERGE_MODE", "AUTO_MERGE");

  /** Of these it is only known that they are there. */
  private static final Set<String> NAMED =
      Set.of("rebase-merge", "rebase-apply", "sequencer", "BISECT_LOG");

  private static final long MOST_BYTES = 1 << 20;

  private OperationFiles() {}

  /** What is there, by name; empty when nothing is in progress. */
  public static Map<String, TreeEntry> in(Path gitDir, CheckpointStore store) throws IOException {
    return added(in(gitDir), store);
  }

  static Map<String, TreeEntry> added(Map<String, FileState> files, CheckpointStore store)
      throws IOException {
    Map<String, TreeEntry> added = new TreeMap<>();
    for (Map.Entry<String, FileState> file : files.entrySet()) {
      added.put(
          file.getKey(),
          file.getValue() instanceof Held held
              ? store.add(held.kind(), held.bytes())
              : CheckpointStore.UNKEPT);
    }
    return added;
  }

  /** The same as it is read, before anything is added to a store. */
  static Map<String, FileState> in(Path gitDir) throws IOException {
    String[] names = gitDir.toFile().list();
    Map<String, FileState> found = new TreeMap<>();
    if (names == null || !isUnderWay(names)) {
      return found;
    }
    for (String name : names) {
      if (NAMED.contains(name)) {
        found.put(name, new Unkept(FileKind.REGULAR, 0));
      } else if (KEPT.contains(name)) {
        Path file = gitDir.resolve(name);
        long size = Files.size(file);
        found.put(
            name,
            size > MOST_BYTES
                ? new Unkept(FileKind.REGULAR, size)
                : Held.of(FileKind.REGULAR, Files.readAllBytes(file)));
      }
    }
    return found;
  }

  private static boolean isUnderWay(String[] names) {
    return Arrays.stream(names).anyMatch(name -> HEADS.contains(name) || NAMED.contains(name));
  }

  /** The names of all that can be put back or taken away. */
  public static List<String> kept() {
    return KEPT.stream().sorted().toList();
  }
}
