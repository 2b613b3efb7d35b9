package dev.vibe.git.undo;

import dev.vibe.git.file.FileState.Absent;
import dev.vibe.git.undo.UndoPlan.Item;
import dev.vibe.git.undo.UndoPlan.Standing;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.EmptyFolders;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finder of places where an undo restores a file whose place a folder has taken, or files of a
 * folder whose place a file or link has taken: what has to go first, and whether it may.
 */
final class PathConflicts {

  private final Set<Path> cleared;

  /** Paths that items of a plan clear by removing what nobody has changed since. */
  PathConflicts(List<Item> items) {
    this.cleared =
        items.stream()
            .filter(item -> item.then() instanceof Absent && item.standing() == Standing.AS_LEFT)
            .map(item -> item.path().absolute())
            .collect(Collectors.toSet());
  }

  /** A folder at the place of a file, or a file or link at the place of a folder above one. */
  record Obstacle(Path path) {}

  /** What a file below a folder cannot be written for. Touches the disk. */
  static Optional<Obstacle> obstacle(Path folder, Path file) {
    if (!file.startsWith(folder) || file.equals(folder)) {
      return Optional.empty();
    }
    Path at = folder;
    for (Path name : folder.relativize(file)) {
      at = at.resolve(name);
      boolean isFolder = Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS);
      if (at.equals(file)) {
        return isFolder ? Optional.of(new Obstacle(at)) : Optional.empty();
      }
      if (!isFolder) {
        return Files.exists(at, LinkOption.NOFOLLOW_LINKS)
            ? Optional.of(new Obstacle(at))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether all that is there goes: the file or link, or every file in the folder. */
  boolean comesFrom(Obstacle obstacle) {
    if (!Files.isDirectory(obstacle.path(), LinkOption.NOFOLLOW_LINKS)) {
      return cleared.contains(obstacle.path());
    }
    boolean[] all = {true};
    try {
      Files.walkFileTree(
          obstacle.path(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              all[0] = cleared.contains(file);
              return all[0] ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }
          });
    } catch (IOException e) {
      return false;
    }
    return all[0];
  }

  /** Under {@code true} what has to be removed before the others can be written. */
  static Map<Boolean, List<Item>> split(List<Item> items) {
    Set<Path> restored = new HashSet<>();
    Set<Path> above = new HashSet<>();
    for (Item item : items) {
      if (!(item.then() instanceof Absent)) {
        Path file = item.path().absolute();
        restored.add(file);
        for (Path at = file.getParent(); at != null && above.add(at); at = at.getParent()) {
          // each folder once
        }
      }
    }
    return items.stream()
        .collect(
            Collectors.partitioningBy(
                item ->
                    item.then() instanceof Absent
                        && (above.contains(item.path().absolute())
                            || isBelow(item.path().absolute(), restored))));
  }

  private static boolean isBelow(Path file, Set<Path> places) {
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      if (places.contains(at)) {
        return true;
      }
    }
    return false;
  }

  /** Removes a folder in which there are only folders; anything else stays. */
  static void removeEmptyFolder(WorkspacePath folder) {
    try {
      EmptyFolders.removeAll(folder);
    } catch (IOException e) {
      // not empty, or none: writing the file then says what is in its place
    }
  }
}
