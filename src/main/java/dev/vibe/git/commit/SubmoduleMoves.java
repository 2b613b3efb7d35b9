package dev.vibe.git.commit;

import dev.vibe.git.commit.ChangedFile.Origin;
import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.workspace.WorkspacePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Record of the submodules whose HEAD commands of the run moved. One that the user had moved
 * already is the user's to commit.
 */
final class SubmoduleMoves {

  private final Versions versions;

  /** Where each was before the run, or as of the last commit. */
  private final Map<Path, Move> moves = new LinkedHashMap<>();

  private record Move(WorkspacePath path, String from) {}

  SubmoduleMoves(Versions versions) {
    this.versions = versions;
  }

  /** Those that are elsewhere now. */
  List<WorkspacePath> record(Map<WorkspacePath, String> before) {
    List<WorkspacePath> moved = new ArrayList<>();
    versions
        .submodules()
        .forEach(
            (path, now) -> {
              String from = before.getOrDefault(path, now);
              if (!from.equals(now)) {
                moves.putIfAbsent(path.absolute(), new Move(path, from));
                moved.add(path);
              }
            });
    return moved;
  }

  /** Those that HEAD does not hold where they are. */
  List<ChangedFile> pending(String head) {
    List<ChangedFile> pending = new ArrayList<>();
    if (moves.isEmpty()) {
      return pending;
    }
    Map<WorkspacePath, String> now = versions.submodules();
    for (Move move : moves.values()) {
      String at = now.getOrDefault(move.path(), "");
      String committed = versions.link(head, move.path().absolute());
      if (!at.isEmpty() && !at.equals(committed) && committed.equals(move.from())) {
        pending.add(view(move, at));
      }
    }
    return pending;
  }

  List<WorkspacePath> paths() {
    return moves.values().stream().map(Move::path).toList();
  }

  /** A commit holds it where it is. */
  void committed(Path submodule) {
    moves.remove(submodule);
  }

  private static ChangedFile view(Move move, String at) {
    FileState before = state(move.from());
    return new ChangedFile(
        move.path(),
        before,
        before,
        state(at),
        false,
        new Origin(move.path(), Optional.empty(), KnownLines.NONE, Optional.empty()),
        at);
  }

  /** As Git shows it in a diff. */
  private static Held state(String commit) {
    String text = "Subproject commit " + commit + "\n";
    return Held.of(FileKind.REGULAR, text.getBytes(StandardCharsets.UTF_8));
  }
}
