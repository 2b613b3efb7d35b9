package dev.vibe.tool;

import dev.vibe.conversation.ToolNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reader of calls of an editor that is one tool with a command, as some agents have it: each of its
 * commands is a tool of ours, but for those that have none, which are told what to use. Pure.
 */
final class ForeignEditor {

  private static final Set<String> NAMES =
      Set.of(
          "str_replace_editor",
          "str_replace_based_edit_tool",
          "text_editor",
          "str_replace_edit_tool",
          "file_editor",
          "edit_tool");

  private static final Map<String, String> COMMANDS =
      Map.of(
          "view",
          ToolNames.READ_FILE,
          "create",
          ToolNames.WRITE_FILE,
          ToolNames.STR_REPLACE,
          ToolNames.STR_REPLACE,
          ToolNames.INSERT,
          ToolNames.INSERT);

  private static final String COMMAND = "command";

  private ForeignEditor() {}

  static boolean is(String name) {
    return NAMES.contains(Spellings.plain(name).replaceFirst("_?\\d{6,}$", ""));
  }

  /** The tool that a call means; empty when it is none of an editor, or none of ours. */
  static Optional<String> tool(String name, Map<String, Object> given) {
    return is(name) && given.get(COMMAND) instanceof String command
        ? Optional.ofNullable(COMMANDS.get(command.strip()))
        : Optional.empty();
  }

  private static void renamed(Map<String, Object> given, String from, String to) {
    Object value = given.get(from);
    if (value != null && given.putIfAbsent(to, value) == null) {
      given.remove(from);
    }
  }

  static Map<String, Object> arguments(Map<String, Object> given) {
    Map<String, Object> fitted = new LinkedHashMap<>(given);
    boolean inserts = ToolNames.INSERT.equals(fitted.remove(COMMAND));
    if (inserts) {
      renamed(fitted, "insert_line", "line");
      renamed(fitted, "insert_text", "text");
      renamed(fitted, "new_str", "text");
    }
    return fitted;
  }
}
