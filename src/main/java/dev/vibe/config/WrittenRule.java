package dev.vibe.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rule as a configuration has it: its text, and what it says of itself.
 *
 * @param matches commands or paths that it is meant for
 * @param differs those that it is not meant for
 */
public record WrittenRule(String text, List<String> matches, List<String> differs) {

  private static final String RULE = "rule";
  private static final String MATCHES = "matches";
  private static final String DIFFERS = "differs";

  public WrittenRule {
    matches = List.copyOf(matches);
    differs = List.copyOf(differs);
  }

  /** Without examples. */
  static WrittenRule of(String text) {
    return new WrittenRule(text, List.of(), List.of());
  }

  /** Reads a text, or a table with examples beside it; empty for anything else. */
  static Optional<WrittenRule> fromToml(Object raw) {
    return switch (raw) {
      case String text -> Optional.of(of(text));
      case Map<?, ?> table
          when table.get(RULE) instanceof String text
              && Set.of(RULE, MATCHES, DIFFERS).containsAll(table.keySet()) ->
          texts(table.get(MATCHES))
              .flatMap(
                  matches ->
                      texts(table.get(DIFFERS))
                          .map(differs -> new WrittenRule(text, matches, differs)));
      case Object other -> Optional.empty();
    };
  }

  private static Optional<List<String>> texts(@Nullable Object value) {
    return switch (value) {
      case null -> Optional.of(List.of());
      case List<?> list when list.stream().allMatch(item -> item instanceof String) ->
          Optional.of(list.stream().map(String.class::cast).toList());
      case Object other -> Optional.empty();
    };
  }

  /** Whether it comes with none that could be checked. */
  public boolean isBare() {
    return matches.isEmpty() && differs.isEmpty();
  }

  /** As a file and JSON have it. */
  Object plain() {
    if (isBare()) {
      return text;
    }
    Map<String, Object> table = new LinkedHashMap<>();
    table.put(RULE, text);
    examples(table);
    return table;
  }

  /** Adds the examples, where there are some, under the names that they have in a file. */
  public void examples(Map<String, Object> fields) {
    if (!matches.isEmpty()) {
      fields.put(MATCHES, matches);
    }
    if (!differs.isEmpty()) {
      fields.put(DIFFERS, differs);
    }
  }
}
