package dev.vibe.exec.sandbox;

import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ProtectedNames.Protection;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finder of files in a folder, and in the folders right in it, that other programs obey or run
 * later, by the names that file tools guard. Folders in which a package manager puts programs are
 * left out: to fill them is what an install is for.
 */
final class ObeyedFiles {

  /** Not looked into: large, and made anew by a build or an install. */
  private static final Set<String> MADE =
      Set.of("node_modules", "vendor", "venv", ".venv", ".virtualenv", "target", "build", "dist");

  /** A folder with more in it is one of data. */
  private static final int MOST_ENTRIES = 2_000;

  /**
   * In all, so that a command does not wait for this; the first in the folder itself come first.
   */
  private static final int MOST_IN_ALL = 20_000;

  private ObeyedFiles() {}

  /** Whatever is there in one of these folders; no link is followed. */
  static List<Path> in(List<Path> folders) {
    return folders.stream().flatMap(folder -> in(folder).stream()).distinct().toList();
  }

  private static List<Path> in(Path folder) {
    List<Path> found = new ArrayList<>();
    List<Path> open = new ArrayList<>();
    List<Path> entries = entries(folder);
    for (Path entry : entries) {
      String name = String.valueOf(entry.getFileName());
      if (isObeyed(name)) {
        found.add(entry);
      } else if (!MADE.contains(name) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        open.add(entry);
      }
    }
    int looked = entries.size();
    for (Path at : open) {
      List<Path> below = looked < MOST_IN_ALL ? entries(at) : List.of();
      looked += below.size();
      below.stream()
          .filter(each -> isObeyed(at.getFileName() + "/" + each.getFileName()))
          .forEach(found::add);
    }
    return found;
  }

  private static boolean isObeyed(String relative) {
    Protection protection = ProtectedNames.of(relative, Access.WRITE);
    return protection == Protection.RUN_LATER || protection == Protection.REPOSITORY;
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path entry : all) {
        if (entries.size() == MOST_ENTRIES) {
          break;
        }
        entries.add(entry);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return entries;
    }
    return entries;
  }
}
