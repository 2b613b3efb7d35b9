package dev.vibe.git.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Remover of what processes that were killed leave in a repository: unfinished objects, and locks
 * of refs that only we write. Locks that may be Git's own are not among them.
 */
final class StaleFiles {

  /** What JGit and a checkpoint call an object that is not written to its end. */
  private static final Pattern UNFINISHED =
      Pattern.compile("noz[0-9]+\\.tmp|tmp_obj_[0-9a-f]{40}(-[0-9]+){1,2}");

  private static final String LOCK = ".lock";

  private StaleFiles() {}

  /**
   * Removes them.
   *
   * @param repository the folder that has {@code objects} and {@code refs}
   * @param before what is younger may be at work
   */
  static void sweep(Path repository, Instant before) throws IOException {
    List<Path> left = new ArrayList<>();
    Path objects = repository.resolve("objects");
    names(objects)
        .filter(name -> UNFINISHED.matcher(name).matches())
        .forEach(name -> left.add(objects.resolve(name)));
    Path refs = repository.resolve(CheckpointRecord.REFS);
    for (String session : names(refs).toList()) {
      Path folder = refs.resolve(session);
      locked(folder).forEach(name -> left.add(folder.resolve(name + LOCK)));
    }
    for (Path file : left) {
      if (Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The refs in a folder that are being written, or were when somebody was killed. */
  static Stream<String> locked(Path folder) {
    return names(folder)
        .filter(name -> name.endsWith(LOCK))
        .map(name -> name.substring(0, name.length() - LOCK.length()));
  }

  private static Stream<String> names(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? Stream.of() : Arrays.stream(names);
  }
}
