package dev.vibe.git.commit;

import dev.vibe.git.config.GitFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** State of a merge that waits for its commit, as Git keeps it in files beside HEAD. */
final class MergeInProgress {

  private static final List<String> FILES =
      List.of("MERGE_HEAD", "MERGE_MSG", "MERGE_MODE", "AUTO_MERGE", "SQUASH_MSG");

  private static final List<String> MARKERS = List.of("<<<<<<< ", ">>>>>>> ");

  private final Path folder;

  MergeInProgress(GitFolders folders) {
    this.folder = folders.gitDir();
  }

  /** The commits that are merged into HEAD. */
  List<String> heads() throws IOException {
    return Files.readAllLines(folder.resolve("MERGE_HEAD")).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** When it was begun. */
  Instant begun() throws IOException {
    return Files.getLastModifiedTime(folder.resolve("MERGE_HEAD")).toInstant();
  }

  /** The message that Git has prepared; empty when there is none. */
  String message() {
    try {
      return Files.readAllLines(folder.resolve("MERGE_MSG")).stream()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining("\n"))
          .strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** The merge is committed: what tells of it goes, as with Git. */
  void finished() throws IOException {
    for (String file : FILES) {
      Files.deleteIfExists(folder.resolve(file));
    }
  }

  /** Whether a file still shows both sides of a conflict. */
  static boolean isUnresolved(byte[] content) {
    List<String> lines = new String(content, StandardCharsets.ISO_8859_1).lines().toList();
    return MARKERS.stream()
        .allMatch(marker -> lines.stream().anyMatch(line -> line.startsWith(marker)));
  }
}
