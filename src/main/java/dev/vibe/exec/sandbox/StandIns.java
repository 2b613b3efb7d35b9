package dev.vibe.exec.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Empty folders that stand where nothing is, so that a command finds there what it cannot write to.
 * Made while commands run that need them, and taken away after the last. Thread-safe.
 */
final class StandIns {

  private final Map<Path, Integer> users = new HashMap<>();

  /** Makes those that are missing; gives those that one more command uses now. */
  synchronized List<Path> make(List<Path> wanted) {
    List<Path> made = new ArrayList<>();
    for (Path path : wanted) {
      try {
        if (!users.containsKey(path)) {
          Files.createDirectory(path);
        }
        users.merge(path, 1, Integer::sum);
        made.add(path);
      } catch (IOException e) {
        // Where vibe cannot make it, or somebody did meanwhile, there is nothing to stand in for.
      }
    }
    return made;
  }

  /** One command no longer uses them. What somebody put there stays. */
  synchronized void release(List<Path> used) {
    for (Path path : used) {
      if (users.merge(path, -1, Integer::sum) <= 0) {
        users.remove(path);
        try {
          Files.deleteIfExists(path);
        } catch (IOException e) {
          // It is not empty, so it is somebody's.
        }
      }
    }
  }
}
