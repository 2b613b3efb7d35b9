package dev.vibe.tool.builtin;

import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.PathKind;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Overlay of the files on disk with what the edits so far make of them: in a dry run that is never
 * written, and a search should find it all the same. Immutable.
 */
final class Overlay {

  private final Map<WorkspacePath, Content> edited = new LinkedHashMap<>();

  Overlay(EditBatch batch) {
    for (FileChange change : batch.changes()) {
      edited.put(change.path(), change.after());
    }
  }

  /** What a file holds after the edits; empty when none changes it. */
  Optional<Content> of(WorkspacePath file) {
    return Optional.ofNullable(edited.get(file));
  }

  boolean isGone(WorkspacePath file) {
    return edited.get(file) instanceof Content.Absent;
  }

  /** The files below a folder, or the file itself, that only the edits make. */
  List<FileTree.Entry> made(Workspace workspace, WorkspacePath start) {
    return edited.entrySet().stream()
        .filter(file -> isBelow(start, file.getKey()))
        .filter(file -> workspace.look(file.getKey()) == PathKind.NOTHING)
        .flatMap(
            file ->
                file.getValue() instanceof Content.Present present
                    ? Optional.of(
                        new FileTree.Entry(file.getKey(), present.bytes().length, Instant.now()))
                        .stream()
                    : Optional.<FileTree.Entry>empty().stream())
        .toList();
  }

  private static boolean isBelow(WorkspacePath start, WorkspacePath file) {
    return file.absolute().startsWith(start.absolute());
  }
}
