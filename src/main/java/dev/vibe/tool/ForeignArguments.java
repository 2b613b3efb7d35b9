package dev.vibe.tool;

import dev.vibe.conversation.ToolNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Converter of arguments that other agents' tools take in another form, not only under another
 * name. Pure.
 */
final class ForeignArguments {

  private static final List<String> PATTERNS =
      List.of("pattern", "query", "glob_pattern", ToolNames.GLOB);

  private static final Pattern PATCH_COMMAND =
      Pattern.compile(
          "\\s*(?:apply_patch|applypatch)\\s*<<-?\\s*(['\"]?)(\\w+)\\1[ \\t]*\\n(.*)\\n\\2\\s*",
          Pattern.DOTALL);

  /** With what other agents let a small model merge a sketch of a file into it. */
  private static final List<String> SKETCHES = List.of("code_edit", "edit_snippet", "update");

  private ForeignArguments() {}

  /** What they are for the tool that was meant by a name. */
  static Map<String, Object> fitted(String name, String tool, Map<String, Object> given) {
    return switch (tool) {
      case ToolNames.GLOB -> ForeignNames.listsAFolder(name) ? folder(given) : given;
      case ToolNames.READ_FILE -> lines(given);
      case ToolNames.GREP -> search(given);
      case ToolNames.BASH -> command(given);
      case ToolNames.STR_REPLACE -> edit(given);
      case ToolNames.WRITE_FILE -> without(given, "overwrite");
      case ToolNames.TODO -> "write".equals(given.get("action")) ? without(given, "action") : given;
      default -> given;
    };
  }

  /** The blocks of an edit that are a patch, with the file; empty when it has none. */
  static Optional<Map<String, Object>> patch(Map<String, Object> given) {
    Optional<String> file = text(given, "path", "file_path", "file", "target_file");
    Optional<String> blocks = text(given, "diff", "content", "blocks").filter(SearchBlocks::areIn);
    return file.flatMap(name -> blocks.flatMap(text -> SearchBlocks.patch(name, text)))
        .map(patch -> Map.of("patch", patch));
  }

  /** The patch that a command gives to a program of that name, which is a tool here. */
  static Optional<Map<String, Object>> patchCommand(Map<String, Object> given) {
    Object command = given.containsKey("command") ? given.get("command") : given.get("cmd");
    if (command instanceof List<?> words
        && words.size() == 2
        && String.valueOf(words.getFirst()).matches("apply_?patch")) {
      return Optional.of(Map.of("patch", String.valueOf(words.getLast())));
    }
    Object text = command instanceof List<?> ? command(given).get("command") : command;
    Matcher heredoc = PATCH_COMMAND.matcher(String.valueOf(text));
    return heredoc.matches() ? Optional.of(Map.of("patch", heredoc.group(3))) : Optional.empty();
  }

  /** Whether an edit is a sketch of the new text, which leaves out what stays. */
  static boolean isSketch(Map<String, Object> given) {
    return SKETCHES.stream().anyMatch(given::containsKey)
        && !given.containsKey("old")
        && Spellings.aliases("old").stream().noneMatch(given::containsKey);
  }

  private static Optional<String> text(Map<String, Object> given, String... names) {
    for (String name : names) {
      if (given.get(name) instanceof String text && !text.isBlank()) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  private static Map<String, Object> without(Map<String, Object> given, String name) {
    Map<String, Object> fitted = new LinkedHashMap<>(given);
    fitted.remove(name);
    return fitted;
  }

  /** Options of {@code grep}, and what is shown of each line here anyway. */
  private static Map<String, Object> search(Map<String, Object> given) {
    Map<String, Object> fitted = new LinkedHashMap<>(given);
    boolean anyCase = false;
    for (String name : List.of("-i", "ignore_case", "case_insensitive")) {
      anyCase |= isTrue(fitted.get(name));
      fitted.remove(name);
    }
    if (fitted.containsKey("case_sensitive")) {
      anyCase |= !isTrue(fitted.remove("case_sensitive"));
    }
    if (anyCase) {
      text(fitted, "pattern")
          .filter(pattern -> !pattern.startsWith("(?i)"))
          .ifPresent(pattern -> fitted.put("pattern", "(?i)" + pattern));
    }
    fitted.remove("-n");
    for (String name : List.of("-A", "-B", "-C")) {
      Optional<Integer> around = number(fitted.remove(name));
      around.ifPresent(
          lines ->
              fitted.merge(
                  "context",
                  lines,
                  (one, other) -> Math.max(number(one).orElse(0), number(other).orElse(0))));
    }
    return fitted;
  }

  /** A command as the words of a program, in this folder, and with a limit in milliseconds. */
  private static Map<String, Object> command(Map<String, Object> given) {
    Map<String, Object> fitted = new LinkedHashMap<>(given);
    if (fitted.get("command") instanceof List<?> words && words.size() > 1) {
      List<String> argv = words.stream().map(String::valueOf).toList();
      boolean isShell =
          argv.size() == 3
              && argv.getFirst().matches("(?:/usr)?(?:/bin/)?(?:ba|z|da)?sh")
              && argv.get(1).matches("-l?c");
      fitted.put(
          "command",
          isShell
              ? argv.getLast()
              : argv.stream().map(ForeignArguments::quoted).collect(Collectors.joining(" ")));
    }
    for (String name : List.of("workdir", "cwd", "working_directory", "directory")) {
      if (".".equals(fitted.get(name))) {
        fitted.remove(name);
      }
    }
    for (String name : List.of("timeout_ms", "timeout")) {
      Optional<Integer> limit = number(fitted.get(name));
      if (limit.isPresent() && (limit.get() >= 1_000 || name.endsWith("_ms"))) {
        fitted.remove(name);
        fitted.putIfAbsent("timeout_s", Math.max(1, limit.get() / 1_000));
      }
    }
    return fitted;
  }

  /**
   * What is to be said of a limit that was taken for milliseconds and might be meant in seconds;
   * else empty.
   */
  static String limitTaken(Map<String, Object> given) {
    return number(given.get("timeout"))
        .filter(limit -> limit >= 1_000 && limit < 10_000)
        .map(limit -> "(timeout " + limit + ": taken as ms; timeout_s counts seconds)\n")
        .orElse("");
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A list of one edit, and how many places it is expected to find. */
  private static Map<String, Object> edit(Map<String, Object> given) {
    Map<String, Object> fitted = new LinkedHashMap<>(given);
    if (fitted.get("edits") instanceof List<?> edits
        && edits.size() == 1
        && edits.getFirst() instanceof Map<?, ?> only) {
      fitted.remove("edits");
      only.forEach((name, value) -> fitted.putIfAbsent(String.valueOf(name), value));
    }
    Optional<Integer> places = number(fitted.get("expected_replacements"));
    if (places.isPresent()) {
      fitted.remove("expected_replacements");
      if (places.get() > 1) {
        fitted.putIfAbsent("replace_all", true);
      }
    }
    return fitted;
  }

  private static boolean isTrue(@Nullable Object value) {
    return String.valueOf(value).equals("true");
  }

  private static Map<String, Object> folder(Map<String, Object> given) {
    Map<String, Object> fitted = new LinkedHashMap<>(given);
    Object recursive = fitted.remove("recursive");
    if (PATTERNS.stream().noneMatch(given::containsKey)) {
      fitted.put("pattern", String.valueOf(recursive).equals("true") ? "**/*" : "/*");
    }
    return fitted;
  }

  /** A last line in place of a number of lines. */
  private static Map<String, Object> lines(Map<String, Object> given) {
    Map<String, Object> fitted = new LinkedHashMap<>(given);
    if (fitted.get("view_range") instanceof List<?> range && range.size() == 2) {
      fitted.remove("view_range");
      fitted.put("start_line", range.getFirst());
      fitted.put("end_line", range.getLast());
    }
    for (String end : List.of("end_line", "line_end", "to_line", "end")) {
      Optional<Integer> last = number(fitted.get(end));
      if (last.isPresent() && !fitted.containsKey("limit")) {
        fitted.remove(end);
        int first = Math.max(1, first(fitted));
        if (last.get() >= first) {
          fitted.put("limit", last.get() - first + 1);
        }
      }
    }
    return fitted;
  }

  private static int first(Map<String, Object> given) {
    for (String name : List.of("offset", "start_line", "line_start", "from_line", "start")) {
      Optional<Integer> first = number(given.get(name));
      if (first.isPresent()) {
        return first.get();
      }
    }
    return 1;
  }

  private static Optional<Integer> number(@Nullable Object value) {
    String text =
        value instanceof Number || value instanceof String ? value.toString().strip() : "";
    return text.matches("-?\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
