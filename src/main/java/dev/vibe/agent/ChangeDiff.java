package dev.vibe.agent;

import dev.vibe.git.file.FileState;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.text.FileDiff;
import dev.vibe.text.FileDiff.Kind;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ProtectedNames.Protection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Converter of what a command did to a file into its diff; of a file that may hold log-in data
 * without its lines. Pure.
 */
final class ChangeDiff {

  private ChangeDiff() {}

  static FileDiff of(WorktreeChange change) {
    String path = change.path().relative();
    Kind kind =
        change.before() instanceof FileState.Absent
            ? Kind.CREATED
            : change.after() instanceof FileState.Absent ? Kind.DELETED : Kind.CHANGED;
    Optional<String> old = text(change.before());
    Optional<String> now = text(change.after());
    boolean isSecret = ProtectedNames.of(path, Access.READ) == Protection.SECRET;
    if (isSecret || old.isEmpty() || now.isEmpty()) {
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
