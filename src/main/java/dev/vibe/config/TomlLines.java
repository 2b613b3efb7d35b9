package dev.vibe.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finder of the lines on which a TOML document sets its keys, which the parser does not tell. Reads
 * documents that the parser accepted; what stands inside an inline table is found at the line of
 * that table.
 */
final class TomlLines {

  private final Map<ConfigKey, Integer> lines = new HashMap<>();
  private List<String> table = List.of();

  /** The quotes that end a text over several lines; empty outside of one. */
  private String closer = "";

  private int brackets;

  private TomlLines() {}

  static TomlLines of(String document) {
    TomlLines found = new TomlLines();
    int number = 0;
    for (String line : document.split("\n", -1)) {
      number++;
      found.read(line, number);
    }
    return found;
  }

  /** The 1-based line of the key, or of the nearest table around it; 1 when there is none. */
  int line(ConfigKey key) {
    for (int size = key.parts().size(); size > 0; size--) {
      Integer line = lines.get(new ConfigKey(key.parts().subList(0, size)));
      if (line != null) {
        return line;
      }
    }
    return 1;
  }

  private void read(String line, int number) {
    int at = 0;
    if (closer.isEmpty() && brackets == 0) {
      String start = line.strip();
      if (start.isEmpty() || start.startsWith("#")) {
        return;
      }
      at = line.indexOf(start);
      if (start.startsWith("[")) {
        table = new ArrayList<>();
        while (line.charAt(at) == '[') {
          at++;
        }
        readKey(line, at, table);
        lines.putIfAbsent(new ConfigKey(table), number);
        return;
      }
      List<String> key = new ArrayList<>(table);
      at = readKey(line, at, key);
      lines.putIfAbsent(new ConfigKey(key), number);
    }
    skipValue(line, at);
  }

  /** Appends the parts of a dotted key and returns where it ends. */
  private static int readKey(String line, int start, List<String> parts) {
    int at = start;
    while (at < line.length() && line.charAt(at) != '=' && line.charAt(at) != ']') {
      char c = line.charAt(at);
      if (c == '"' || c == '\'') {
        int end = endOfText(line, at + 1, c);
        parts.add(line.substring(at + 1, end));
        at = end + 1;
      } else if (c == '.' || Character.isWhitespace(c)) {
        at++;
      } else {
        int end = at;
        while (end < line.length() && " \t.=]".indexOf(line.charAt(end)) < 0) {
          end++;
        }
        parts.add(line.substring(at, end));
        at = end;
      }
    }
    return at;
  }

  /**
   * Follows texts and brackets, so that the next line is known for a key or for more of a value.
   */
  private void skipValue(String line, int start) {
    int at = start;
    while (at < line.length()) {
      if (!closer.isEmpty()) {
        int end = endOfLongText(line, at);
        if (end < 0) {
          return;
        }
        closer = "";
        at = end;
        continue;
      }
      char c = line.charAt(at);
      if (c == '#') {
        return;
      }
      if (line.startsWith("\"\"\"", at) || line.startsWith("'''", at)) {
        closer = line.substring(at, at + 3);
        at += 3;
      } else if (c == '"' || c == '\'') {
        at = endOfText(line, at + 1, c) + 1;
      } else {
        brackets += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        at++;
      }
    }
  }

  private int endOfLongText(String line, int start) {
    for (int at = start; at < line.length(); at++) {
      if (line.charAt(at) == '\\' && closer.startsWith("\"")) {
        at++;
      } else if (line.startsWith(closer, at)) {
        int end = at + 3;
        while (end < line.length() && end < at + 5 && line.charAt(end) == closer.charAt(0)) {
          end++;
        }
        return end;
      }
    }
    return -1;
  }

  private static int endOfText(String line, int start, char quote) {
    int at = start;
    while (at < line.length() && line.charAt(at) != quote) {
      at += quote == '"' && line.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, line.length());
  }
}
