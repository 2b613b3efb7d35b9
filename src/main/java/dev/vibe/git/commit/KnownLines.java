package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Set of the lines of some states of a file. */
record KnownLines(Set<String> lines) {

  static KnownLines of(FileState... states) {
    Set<String> lines = new HashSet<>();
    for (FileState state : states) {
      lines.addAll(lines(state));
    }
    return new KnownLines(lines);
  }

  /** Whether a state is there, and has no line besides. */
  boolean hold(FileState state) {
    return state instanceof Held && lines.containsAll(lines(state));
  }

  private static List<String> lines(FileState state) {
    return state instanceof Held held
        ? new String(held.bytes(), StandardCharsets.ISO_8859_1).lines().toList()
        : List.of();
  }
}
