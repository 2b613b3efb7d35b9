package dev.vibe.exec.shell;

import dev.vibe.exec.shell.ShellToken.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * State of what the variables of a line may hold: everything that is assigned to them anywhere in
 * it, because no order is followed. Owned by one thread.
 */
final class ShellVariables {

  private final Map<String, List<Word>> assigned = new HashMap<>();
  private final Set<String> unknown = new HashSet<>();

  /** Adds a value. */
  void assign(String name, Word value) {
    List<Word> values = assigned.computeIfAbsent(name, n -> new ArrayList<>());
    if (!values.contains(value)) {
      values.add(value);
    }
  }

  /** The variable may hold anything. */
  void spoil(String name) {
    unknown.add(name);
  }

  /** Whether anything in the line gives it a value. */
  boolean isTouched(String name) {
    return assigned.containsKey(name) || unknown.contains(name);
  }

  /** All that it may hold; empty when that is not known. */
  Optional<List<Word>> values(String name) {
    return unknown.contains(name)
        ? Optional.empty()
        : Optional.ofNullable(assigned.get(name)).map(List::copyOf);
  }

  /** A number that grows with every change. */
  int size() {
    return unknown.size() + assigned.values().stream().mapToInt(List::size).sum();
  }
}
