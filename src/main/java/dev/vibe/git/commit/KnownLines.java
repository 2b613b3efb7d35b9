package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Set of the lines of some states of a file. Immutable. */
public record KnownLines(Set<String> lines) {

  static final KnownLines NONE = new KnownLines(Set.of());

  public KnownLines {
    lines = Set.copyOf(lines);
  }

  KnownLines and(KnownLines others) {
    Set<String> all = new HashSet<>(lines);
    all.addAll(others.lines);
    return new KnownLines(all);
  }

  KnownLines without(KnownLines others) {
    Set<String> rest = new HashSet<>(lines);
    rest.removeAll(others.lines);
    return new KnownLines(rest);
  }

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
