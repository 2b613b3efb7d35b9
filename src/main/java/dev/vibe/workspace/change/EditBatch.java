package dev.vibe.workspace.change;

import dev.vibe.workspace.FileReading;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.SeenVersions.Standing;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Batch of the edits of one reply, computed on one snapshot: each file is read from disk once,
 * later edits of a file build on earlier ones, and nothing is written. Owned by one thread.
 */
public final class EditBatch {

  private final Workspace workspace;
  private final SeenVersions seen;
  private final Map<WorkspacePath, Loaded> onDisk = new HashMap<>();
  private final Map<WorkspacePath, List<FileChange>> staged = new LinkedHashMap<>();

  public EditBatch(Workspace workspace, SeenVersions seen) {
    this.workspace = workspace;
    this.seen = seen;
  }

  public Workspace workspace() {
    return workspace;
  }

  public SeenVersions seen() {
    return seen;
  }

  /**
   * The text of a file as the edits before have left it. Blocks on disk the first time. A file that
   * cannot be edited is refused with the reason; one that may not be written is, too.
   */
  public Loaded load(WorkspacePath path) {
    List<FileChange> changes = staged.getOrDefault(path, List.of());
    if (changes.isEmpty()) {
      return fromDisk(path);
    }
    return switch (changes.getLast().after()) {
      case Content.Present present -> Loaded.decode(path.toString(), present.bytes());
      case Content.Absent() -> FileReading.noFile(path.toString());
    };
  }

  /** What the edits before have made of the file; empty when they left it as it is on disk. */
  public Optional<Content.Present> staged(WorkspacePath path) {
    List<FileChange> changes = staged.getOrDefault(path, List.of());
    return !changes.isEmpty() && changes.getLast().after() instanceof Content.Present present
        ? Optional.of(present)
        : Optional.empty();
  }

  /** What the file is by the edits before, which may have deleted it; empty as {@link #staged}. */
  public Optional<Content> pending(WorkspacePath path) {
    List<FileChange> changes = staged.getOrDefault(path, List.of());
    return changes.isEmpty() ? Optional.empty() : Optional.of(changes.getLast().after());
  }

  /** Real paths of the files that there are when this batch is written, by its edits so far. */
  public Set<Path> coming() {
    return staged.values().stream()
        .map(List::getLast)
        .filter(change -> change.after() instanceof Content.Present)
        .map(change -> change.path().absolute())
        .collect(Collectors.toSet());
  }

  private Loaded fromDisk(WorkspacePath path) {
    return onDisk.computeIfAbsent(path, file -> workspace.loadToEdit(file));
  }

  /**
   * What the file on disk is to the model; a file that is not there was never seen. One that the
   * model knows as edits before have left it, which a dry run does not write, is current.
   */
  public Standing standing(WorkspacePath path) {
    boolean isKnown =
        staged.getOrDefault(path, List.of()).stream()
            .map(FileChange::after)
            .anyMatch(
                after ->
                    after instanceof Content.Present present
                        && seen.standing(path, present.bytes()) == Standing.CURRENT);
    if (isKnown) {
      return Standing.CURRENT;
    }
    return switch (fromDisk(path)) {
      case Loaded.Text(TextFile file, Content.Present content) ->
          seen.standing(path, content.bytes());
      case Loaded.Refused refused -> Standing.NEVER_SEEN;
    };
  }

  /**
   * Whether the model was shown all of the file on disk, or wrote it.
   *
   * @param lines that it has
   */
  public boolean isSeenWhole(WorkspacePath path, int lines) {
    return seen.isWhole(path, lines);
  }

  /** True when an edit of this batch has made the file. */
  public boolean created(WorkspacePath path) {
    List<FileChange> changes = staged.getOrDefault(path, List.of());
    return !changes.isEmpty() && changes.getFirst().before() instanceof Content.Absent;
  }

  /**
   * Adds a change that was computed on what {@link #load} gave.
   *
   * @throws IllegalStateException when another change of the file was staged after that
   */
  public void stage(FileChange change) {
    List<FileChange> changes = staged.computeIfAbsent(change.path(), path -> new ArrayList<>());
    if (!changes.isEmpty() && !changes.getLast().after().equals(change.before())) {
      throw new IllegalStateException("computed before the last edit of " + change.path());
    }
    changes.add(change);
  }

  /**
   * One change a file, from what is on disk to what was staged last, in order of first staging.
   * Edits that cancel each other leave none.
   */
  public List<FileChange> changes() {
    return merged(staged.values().stream().flatMap(List::stream).toList());
  }

  /**
   * One change a file out of changes of which each builds on the one before, in order of first
   * change; those that cancel each other leave none.
   */
  public static List<FileChange> merged(List<FileChange> changes) {
    Map<WorkspacePath, List<FileChange>> byFile = new LinkedHashMap<>();
    changes.forEach(
        change -> byFile.computeIfAbsent(change.path(), path -> new ArrayList<>()).add(change));
    return byFile.values().stream()
        .map(EditBatch::merge)
        .filter(change -> !change.before().equals(change.after()))
        .toList();
  }

  private static FileChange merge(List<FileChange> changes) {
    FileChange first = changes.getFirst();
    if (changes.size() == 1) {
      return first;
    }
    return FileChange.between(first.path(), first.before(), changes.getLast().after());
  }
}
