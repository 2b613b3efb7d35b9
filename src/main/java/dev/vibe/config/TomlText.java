package dev.vibe.config;

import dev.vibe.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writer of values as TOML has them, on one line and without raw control characters. */
final class TomlText {

  private TomlText() {}

  static String of(Object value) {
    return switch (value) {
      case Number number -> number.toString();
      case Boolean choice -> choice.toString();
      case Duration duration -> quoted(Durations.format(duration));
      case List<?> list ->
          list.stream().map(TomlText::of).collect(Collectors.joining(", ", "[", "]"));
      case WrittenRule rule -> of(rule.plain());
      case Map<?, ?> table -> "{" + fields(table) + "}";
      case Object text -> quoted(text.toString());
    };
  }

  private static String fields(Map<?, ?> table) {
    return table.entrySet().stream()
        .map(e -> key(e.getKey().toString()) + " = " + of(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** A part of a key, quoted where it has to be. */
  static String key(String part) {
    boolean bare =
        !part.isEmpty()
            && part.chars()
                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'));
    return bare ? part : quoted(part);
  }

  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else if (Character.isISOControl(c)) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.append('"').toString();
  }
}
