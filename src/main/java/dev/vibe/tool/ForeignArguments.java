package dev.vibe.tool;

import dev.vibe.conversation.ToolNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converter of arguments that other agents' tools take in another form, not only under another
 * name. Pure.
 */
final class ForeignArguments {

  private static final List<String> PATTERNS =
      List.of("pattern", "query", "glob_pattern", ToolNames.GLOB);

  private ForeignArguments() {}

  /** What they are for the tool that was meant by a name. */
  static Map<String, Object> fitted(String name, String tool, Map<String, Object> given) {
    return switch (tool) {
      case ToolNames.GLOB -> ForeignNames.listsAFolder(name) ? folder(given) : given;
      case ToolNames.READ_FILE -> lines(given);
      default -> given;
    };
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
