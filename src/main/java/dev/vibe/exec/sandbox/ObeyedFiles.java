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

  private ObeyedFiles() {}

  /** Files and folders that are there, but no links. */
  static List<Path> in(Path folder) {
    return withLinks(folder).stream()
        .filter(
            each ->
                Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                    || Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  /** Whatever is there; no link is followed. */
  static List<Path> withLinks(Path folder) {
    List<Path> found = new ArrayList<>();
    for (Path entry : entries(folder)) {
      String name = String.valueOf(entry.getFileName());
      boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
      if (isObeyed(name)) {
        found.add(entry);
      } else if (isFolder && !MADE.contains(name)) {
        for (Path below : entries(entry)) {
          if (isObeyed(name + "/" + below.getFileName())) {
            found.add(below);
          }
        }
      }
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
