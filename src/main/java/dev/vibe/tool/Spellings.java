package dev.vibe.tool;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What models write instead of the name that was asked for. Pure. */
final class Spellings {

  /** Names that other agents' tools use for the same parameter, by our own name. */
  private static final Map<String, List<String>> ALIASES =
      Map.ofEntries(
          Map.entry("file", List.of("path", "file_path", "filepath", "filename", "file_name")),
          Map.entry("path", List.of("directory", "dir", "folder", "file", "file_path", "root")),
          Map.entry(
              "old", List.of("old_string", "old_str", "old_text", "search", "find", "original")),
          Map.entry("new", List.of("new_string", "new_str", "new_text", "replace", "replacement")),
          Map.entry("content", List.of("contents", "text", "file_text", "body", "data")),
          Map.entry("command", List.of("cmd", "script", "commands")),
          Map.entry("timeout_s", List.of("timeout", "timeout_seconds", "timeout_sec")),
          Map.entry("background", List.of("run_in_background", "is_background")),
          Map.entry("pattern", List.of("regex", "query", "regexp", "search", "glob_pattern")),
          Map.entry("glob", List.of("include", "file_pattern")),
          Map.entry("max", List.of("max_results", "limit", "head_limit")),
          Map.entry("context", List.of("context_lines")),
          Map.entry("offset", List.of("start_line", "line", "start", "from_line")),
          Map.entry("limit", List.of("lines", "num_lines", "line_count", "max_lines", "count")),
          Map.entry("replace_all", List.of("all", "global", "replaceall")),
          Map.entry("message", List.of("commit_message", "msg")),
          Map.entry("files", List.of("paths", "file_paths")),
          Map.entry("items", List.of("todos", "tasks", "list", "steps")),
          Map.entry("text", List.of("content", "task", "title", "description", "step")),
          Map.entry("status", List.of("state")),
          Map.entry("question", List.of("prompt", "text")),
          Map.entry("options", List.of("choices")));

  private Spellings() {}

  static List<String> aliases(String parameter) {
    return ALIASES.getOrDefault(parameter, List.of());
  }

  /** {@code oldString}, {@code old-string} and {@code Old String} are {@code old_string}. */
  static String plain(String name) {
    return name.strip()
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("[-\\s]+", "_")
        .toLowerCase(Locale.ROOT);
  }

  /** The candidate that was most likely meant; empty when none is near. */
  static Optional<String> nearest(String written, Set<String> candidates) {
    String plain = plain(written);
    Optional<String> best = Optional.empty();
    int least = Math.max(1, plain.length() / 3) + 1;
    for (String candidate : candidates) {
      boolean alias = aliases(candidate).contains(plain);
      int distance = alias ? 0 : distance(plain, candidate);
      if (distance < least) {
        least = distance;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 64) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(diagonal + change, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
