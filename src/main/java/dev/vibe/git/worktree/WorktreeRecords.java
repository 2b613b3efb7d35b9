package dev.vibe.git.worktree;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.BoundedFile;
import dev.vibe.file.OwnerOnly;
import dev.vibe.file.ProcessLock;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Store of what is known of the managed worktrees of one repository: for each a record, a lock for
 * as long as a run works in it, and a mark that such a run leaves behind when it is cut off.
 *
 * @param home the folder that the worktrees lie in
 */
record WorktreeRecords(Path home) {

  /** No worktree is called so. */
  private static final String FOLDER = ".records";

  private static final String RECORD = ".json";
  private static final String LOCK = ".lock";
  private static final String RUN = ".run";
  private static final int MOST = 1 << 20;

  /** Several checkouts of a large repository. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Path file(String name, String kind) {
    return home.resolve(FOLDER).resolve(name + kind);
  }

  /** By name. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(home.resolve(FOLDER))) {
      return names;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(home.resolve(FOLDER), "*" + RECORD)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        names.add(name.substring(0, name.length() - RECORD.length()));
      }
    }
    return names.stream().sorted().toList();
  }

  /** Empty when there is none that can be read. */
  Optional<ManagedWorktree> of(String name) {
    try {
      return BoundedFile.text(file(name, RECORD), MOST).map(Json::object).flatMap(this::decoded);
    } catch (IOException | JsonShapeException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<ManagedWorktree> decoded(Map<String, Object> fields) {
    return fields.get("name") instanceof String name
            && fields.get("branch") instanceof String branch
            && fields.get("base") instanceof String base
            && fields.get("made") instanceof String made
            && fields.get("top") instanceof String top
            && fields.get("submodules") instanceof List<?> submodules
        ? Optional.of(
            new ManagedWorktree(
                name,
                home.resolve(name),
                branch,
                base,
                Instant.parse(made),
                Path.of(top),
                submodules.stream().map(String::valueOf).toList()))
        : Optional.empty();
  }

  void keep(ManagedWorktree worktree) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", worktree.name());
    fields.put("branch", worktree.branch());
    fields.put("base", worktree.base());
    fields.put("made", worktree.made().toString());
    fields.put("top", worktree.top().toString());
    fields.put("submodules", worktree.submodules());
    AtomicFile.write(
        file(worktree.name(), RECORD), Json.write(fields) + "\n", Rights.OWNER_ONLY, Flush.AT_ONCE);
  }

  /** Empty when somebody has it. */
  Optional<ProcessLock> lock(String name) throws IOException {
    OwnerOnly.folder(home.resolve(FOLDER));
    return ProcessLock.take(file(name, LOCK));
  }

  /**
   * Waits until nobody else makes or removes a worktree: Git cannot read the one that another is
   * just making, and then makes none.
   */
  ProcessLock alone() throws IOException {
    OwnerOnly.folder(home.resolve(FOLDER));
    return ProcessLock.await(file("", "making"), LONGEST);
  }

  boolean isLocked(String name) {
    return ProcessLock.isHeld(file(name, LOCK));
  }

  /** A run begins in it. */
  void mark(String name) throws IOException {
    Files.writeString(file(name, RUN), "");
  }

  /** The run has come to its end. */
  void unmark(String name) throws IOException {
    Files.deleteIfExists(file(name, RUN));
  }

  boolean isMarked(String name) {
    return Files.exists(file(name, RUN));
  }

  /** To be called with its lock held. The lock stays: another may wait for that very file. */
  void forget(String name) throws IOException {
    for (String kind : Stream.of(RUN, RECORD).toList()) {
      Files.deleteIfExists(file(name, kind));
    }
  }
}
