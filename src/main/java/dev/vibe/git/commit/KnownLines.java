package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Set of the lines of some states of a file. Immutable; of a file with a million lines each set is
 * made once and never copied.
 */
public record KnownLines(Set<String> lines) {

  static final KnownLines NONE = new KnownLines(Set.of());

  /** Takes a set that nobody changes any more. */
  public KnownLines {
    lines = Collections.unmodifiableSet(lines);
  }

  KnownLines and(KnownLines others) {
    if (lines.isEmpty() || others.lines.isEmpty()) {
      return lines.isEmpty() ? others : this;
    }
    Set<String> all = HashSet.newHashSet(lines.size() + others.lines.size());
    all.addAll(lines);
    all.addAll(others.lines);
    return new KnownLines(all);
  }

  /** With the lines of one state that another did not have. */
  KnownLines andNew(FileState state, FileState before) {
    Set<String> known = of(before).lines;
    Set<String> fresh = new HashSet<>();
    each(
        state,
        line -> {
          if (!known.contains(line)) {
            fresh.add(line);
          }
        });
    return and(new KnownLines(fresh));
  }

  static KnownLines of(FileState... states) {
    Set<String> lines = new HashSet<>();
    for (FileState state : states) {
      each(state, lines::add);
    }
    return new KnownLines(lines);
  }

  /** Whether a state is there, and has no line besides. */
  boolean hold(FileState state) {
    return state instanceof Held held && text(held).lines().allMatch(lines::contains);
  }

  private static void each(FileState state, Consumer<String> what) {
    if (state instanceof Held held) {
      text(held).lines().forEach(what);
    }
  }

  private static String text(Held held) {
    return new String(held.bytes(), StandardCharsets.ISO_8859_1);
  }
}
