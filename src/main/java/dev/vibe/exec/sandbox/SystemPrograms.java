package dev.vibe.exec.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finder of programs in folders that neither the workspace nor the user's path may choose.
 *
 * @param folders in the order in which they are searched
 */
record SystemPrograms(List<Path> folders) {

  SystemPrograms {
    folders = List.copyOf(folders);
  }

  /** The absolute path; empty when there is none of that name. */
  String find(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElse("");
  }
}
