package dev.vibe.forge;

import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.text.ControlChars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fields of an object that a forge sent. What is missing, or of another kind, is empty. */
record ForgeFields(Map<?, ?> values) {

  private static final int LONGEST_WORDS = 300;

  String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  long number(String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  boolean has(String name) {
    return values.get(name) != null;
  }

  boolean isTrue(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  ForgeFields object(String name) {
    return new ForgeFields(values.get(name) instanceof Map<?, ?> map ? map : Map.of());
  }

  /** The words in an answer that tells of a refusal, on one line; empty when there are none. */
  static String words(String answer) {
    List<String> words = new ArrayList<>();
    try {
      collect(JsonTree.read(answer), words);
    } catch (JsonShapeException e) {
      answer.lines().limit(1).filter(line -> !line.startsWith("<")).forEach(words::add);
    }
    String line =
        ControlChars.neutraliseLine(
            words.stream()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .distinct()
                .collect(Collectors.joining("; ")));
    return line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS) + "…";
  }

  private static void collect(@Nullable Object value, List<String> words) {
    switch (value) {
      case null -> {}
      case String text -> words.add(text);
      case List<?> list -> list.forEach(each -> collect(each, words));
      case Map<?, ?> map -> {
        for (String name : List.of("message", "error", "error_description", "errors", "base")) {
          collect(map.get(name), words);
        }
        if (map.get("field") instanceof String field && map.get("code") instanceof String code) {
          words.add(field + " is " + code);
        }
      }
      default -> {}
    }
  }
}
