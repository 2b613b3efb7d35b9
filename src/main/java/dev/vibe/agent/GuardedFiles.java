package dev.vibe.agent;

import dev.vibe.file.FileName;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ProtectedNames.Protection;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Look at the files of a work tree that a file tool would ask about, in the uppermost folders that
 * Git does not ignore.
 *
 * @param ignored files and folders that no snapshot has, absolute
 * @param logins files that may hold log-in data, whether Git ignores them or not
 */
record GuardedFiles(Set<String> ignored, List<Path> logins) {

  /** Each is listed before and after a command. */
  private static final int MOST_FOLDERS = 100;

  GuardedFiles {
    ignored = Set.copyOf(ignored);
    logins = List.copyOf(logins);
  }

  /** Blocks on disk. */
  static GuardedFiles of(WorktreeSnapshot now) {
    Set<String> ignored = new HashSet<>();
    List<Path> logins = new ArrayList<>();
    now.scan().rules().keySet().stream()
        .sorted(Comparator.comparingInt(GuardedFiles::depth).thenComparing(folder -> folder))
        .limit(MOST_FOLDERS)
        .flatMap(folder -> entries(FileName.in(now.root(), folder)).stream())
        .forEach(
            entry -> {
              String relative = FileName.of(now.root().relativize(entry));
              if (!now.scan().files().containsKey(relative) && isGuarded(relative)) {
                ignored.add(FileName.of(entry));
              }
              if (isLogin(relative)) {
                logins.add(entry);
              }
            });
    return new GuardedFiles(ignored, logins);
  }

  /** The files of one folder that may hold log-in data. */
  static List<Path> logins(Path folder) {
    return entries(folder).stream()
        .filter(entry -> isLogin(FileName.of(folder.relativize(entry))))
        .toList();
  }

  private static int depth(String folder) {
    return folder.isEmpty() ? 0 : 1 + (int) folder.chars().filter(c -> c == '/').count();
  }

  /** What cannot be listed has none. */
  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(entries::add);
      return entries;
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
  }

  private static boolean isLogin(String relative) {
    return ProtectedNames.of(relative, Access.READ) == Protection.SECRET;
  }

  /** As a file, or as a folder with files in it. */
  private static boolean isGuarded(String relative) {
    return switch (ProtectedNames.of(relative, Access.WRITE)) {
      case RUN_LATER, SECRET -> true;
      case REPOSITORY -> false;
      case NONE -> ProtectedNames.of(relative + "/x", Access.WRITE) != Protection.NONE;
    };
  }
}
