package dev.vibe.agent;

import dev.vibe.git.FileState;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.RunChanges;
import dev.vibe.git.WorktreeChange;
import dev.vibe.git.WorktreeSnapshot;
import dev.vibe.text.FileDiff;
import dev.vibe.text.FileDiff.Kind;
import dev.vibe.text.UnifiedDiff;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what a command did to the files of the working folder, and enters it in the run's
 * ledger.
 *
 * <p>What another process changes while the command runs cannot be told from what the command did.
 */
final class SideEffects {

  private final GitWorkspace git;
  private final RunChanges ledger;
  private Optional<WorktreeSnapshot> before = Optional.empty();

  SideEffects(GitWorkspace git, RunChanges ledger) {
    this.git = git;
    this.ledger = ledger;
  }

  /** To be called right before the command runs. */
  void watch() {
    before = Optional.of(git.snapshot());
  }

  /** What changed since {@link #watch}, sorted by path. */
  List<FileDiff> collect() {
    List<WorktreeChange> changes = before.map(git::changesSince).orElse(List.of());
    before = Optional.empty();
    changes.forEach(ledger::record);
    return changes.stream().map(SideEffects::diff).toList();
  }

  private static FileDiff diff(WorktreeChange change) {
    String path = change.path().relative();
    Kind kind =
        change.before() instanceof FileState.Absent
            ? Kind.CREATED
            : change.after() instanceof FileState.Absent ? Kind.DELETED : Kind.CHANGED;
    Optional<String> old = text(change.before());
    Optional<String> now = text(change.after());
    if (old.isEmpty() || now.isEmpty()) {
      return new FileDiff(path, kind, List.of(), 0, 0);
    }
    return switch (kind) {
      case CREATED -> UnifiedDiff.created(path, now.get());
      case DELETED -> UnifiedDiff.deleted(path, old.get());
      case CHANGED -> UnifiedDiff.between(path, old.get(), now.get());
    };
  }

  /** Empty when there is nothing that could be shown line by line. */
  private static Optional<String> text(FileState state) {
    return switch (state) {
      case FileState.Absent a -> Optional.of("");
      case FileState.Unkept u -> Optional.empty();
      case FileState.Held held -> {
        try {
          String text =
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(held.bytes())).toString();
          yield text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
          yield Optional.empty();
        }
      }
    };
  }
}
