package dev.vibe.tool;

import dev.vibe.text.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Table of what models write instead of the name that was asked for. Pure. */
final class Spellings {

  /** Names that other agents' tools use for the same parameter, by our own name. */
  private static final Map<String, List<String>> ALIASES =
      Map.ofEntries(
          Map.entry(
              "file",
              List.of(
                  "path",
                  "file_path",
                  "filepath",
                  "filename",
                  "file_name",
                  "target_file",
                  "absolute_path",
                  "relative_path",
                  "files",
                  "paths")),
          Map.entry(
              "path",
              List.of(
                  "directory",
                  "dir",
                  "folder",
                  "file",
                  "file_path",
                  "root",
                  "target_directory",
                  "dir_path",
                  "directory_path",
                  "relative_workspace_path")),
          Map.entry(
              "old",
              List.of(
                  "old_string",
                  "old_str",
                  "old_text",
                  "search",
                  "find",
                  "original",
                  "old_content")),
          Map.entry(
              "new",
              List.of(
                  "new_string", "new_str", "new_text", "replace", "replacement", "new_content")),
          Map.entry(
              "content", List.of("contents", "text", "file_text", "body", "data", "file_content")),
          Map.entry("command", List.of("cmd", "script", "commands")),
          Map.entry("timeout_s", List.of("timeout", "timeout_seconds", "timeout_sec")),
          Map.entry("background", List.of("run_in_background", "is_background")),
          Map.entry(
              "pattern",
              List.of("regex", "query", "regexp", "search", "glob_pattern", "search_pattern")),
          Map.entry("glob", List.of("include", "file_pattern", "include_pattern", "file_glob")),
          Map.entry("max", List.of("max_results", "limit", "head_limit")),
          Map.entry("context", List.of("context_lines")),
          Map.entry("offset", List.of("start_line", "line", "start", "from_line")),
          Map.entry("limit", List.of("lines", "num_lines", "line_count", "max_lines", "count")),
          Map.entry("replace_all", List.of("all", "global", "replaceall")),
          Map.entry("patch", List.of("input", "diff", "patch_text", "patch_content", "content")),
          Map.entry("old_end", List.of("end", "old_end_line", "until", "to")),
          Map.entry("message", List.of("commit_message", "msg")),
          Map.entry("files", List.of("paths", "file_paths")),
          Map.entry("items", List.of("todos", "tasks", "list", "steps", "todo_list", "plan")),
          Map.entry("text", List.of("content", "task", "title", "description", "step")),
          Map.entry("status", List.of("state")),
          Map.entry("question", List.of("prompt", "text")),
          Map.entry("options", List.of("choices")));

  /** No tool or parameter is called longer; guards the comparison. */
  private static final int LONGEST_NAME = 64;

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
    Optional<String> alias =
        candidates.stream().filter(name -> aliases(name).contains(plain)).findFirst();
    return plain.length() > LONGEST_NAME
        ? alias
        : alias.or(() -> NearestName.close(candidates, plain));
  }
}
