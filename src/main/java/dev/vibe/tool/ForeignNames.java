package dev.vibe.tool;

import dev.vibe.conversation.ToolNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Table of what other agents call our tools, and the words in a name that tell what it is for. A
 * name is only taken for another where both mean the same. Pure.
 */
final class ForeignNames {

  private static final Map<String, List<String>> SAME =
      Map.of(
          ToolNames.READ_FILE,
          List.of(
              "read",
              "readfile",
              "cat",
              "view",
              "view_file",
              "open_file",
              "show_file",
              "read_files",
              "read_many_files"),
          ToolNames.GLOB,
          List.of("find_files", "glob_search", "file_glob", "list_files_by_pattern"),
          ToolNames.GREP,
          List.of("grep_search", "ripgrep", "rg", "search_file_content", "grep_files"),
          ToolNames.STR_REPLACE,
          List.of(
              "edit",
              "edit_file",
              "strreplace",
              "search_replace",
              "search_and_replace",
              "replace_in_file",
              "replace",
              "string_replace",
              "str_replace_edit",
              "replace_string_in_file"),
          ToolNames.WRITE_FILE,
          List.of("write", "writefile", "write_to_file", "create_file", "save_file", "new_file"),
          ToolNames.BASH,
          List.of(
              "run_command",
              "shell",
              "sh",
              "run_shell_command",
              "run_terminal_cmd",
              "terminal",
              "run_in_terminal",
              "execute_command",
              "exec_command",
              "execute_bash",
              "run_bash",
              "bash_command",
              "exec",
              "local_shell",
              "shell_command"),
          ToolNames.APPLY_PATCH,
          List.of("patch", "applypatch"),
          ToolNames.GIT_COMMIT,
          List.of("commit", "gitcommit"),
          ToolNames.TODO,
          List.of(
              "todo_write",
              "todowrite",
              "todos",
              "write_todos",
              "todo_list",
              "update_plan",
              "update_todo_list",
              "manage_todo_list"),
          ToolNames.ASK_USER,
          List.of(
              "ask",
              "ask_user_question",
              "ask_followup_question",
              "ask_question",
              "question",
              "request_user_input"));

  /** They list a folder, which is one pattern of many. */
  private static final Set<String> LIST_A_FOLDER =
      Set.of("ls", "list_files", "listfiles", "list_dir", "list_directory", "list_folder");

  /** They edit a file by blocks to search for and to put in their place. */
  private static final Set<String> BLOCK_EDITS = Set.of("apply_diff", "search_and_replace_blocks");

  /** They say that the work is done. */
  private static final Set<String> ENDS =
      Set.of(
          "attempt_completion", "finish", "final_answer", "complete_task", "task_complete", "done");

  /** A tool, and words of names that say what it is for. */
  private record Telling(String tool, List<String> words) {}

  /** The first that is there counts. */
  private static final List<Telling> TELLING =
      List.of(
          new Telling(ToolNames.GIT_COMMIT, List.of("commit")),
          new Telling(
              ToolNames.STR_REPLACE,
              List.of("edit", "replace", "patch", "modify", "insert", "update_file")),
          new Telling(ToolNames.WRITE_FILE, List.of("write", "create")),
          new Telling(
              ToolNames.GREP, List.of("search_code", "search_text", "code_search", "grep_")),
          new Telling(ToolNames.GLOB, List.of("list", "find_", "glob_")),
          new Telling(ToolNames.READ_FILE, List.of("read", "view", "open", "show")),
          new Telling(
              ToolNames.BASH, List.of("shell", "command", "terminal", "exec", "delete", "move")),
          new Telling(ToolNames.TODO, List.of("todo_", "plan")));

  private ForeignNames() {}

  /** The tool that is meant by a name, by another spelling of it or as other agents call it. */
  static Optional<String> meant(String name, Set<String> tools) {
    if (tools.contains(name)) {
      return Optional.of(name);
    }
    String plain = Spellings.plain(name);
    if (tools.contains(plain)) {
      return Optional.of(plain);
    }
    return listsAFolder(name) && tools.contains(ToolNames.GLOB)
        ? Optional.of(ToolNames.GLOB)
        : SAME.entrySet().stream()
            .filter(same -> same.getValue().contains(plain) && tools.contains(same.getKey()))
            .map(Map.Entry::getKey)
            .findFirst();
  }

  /** Whether a call by that name, which means a tool, may be an edit by blocks. */
  static boolean edits(String name, String tool) {
    return tool.equals(ToolNames.STR_REPLACE) || BLOCK_EDITS.contains(Spellings.plain(name));
  }

  static boolean ends(String name) {
    return ENDS.contains(Spellings.plain(name));
  }

  static boolean listsAFolder(String name) {
    return LIST_A_FOLDER.contains(Spellings.plain(name));
  }

  /** The tool to use in place of one that there is not, if a name tells what it was for. */
  static Optional<String> instead(String name, Set<String> tools) {
    String plain = Spellings.plain(name);
    return Spellings.nearest(name, tools)
        .or(
            () ->
                TELLING.stream()
                    .filter(telling -> telling.words().stream().anyMatch(plain::contains))
                    .map(Telling::tool)
                    .filter(tools::contains)
                    .findFirst());
  }
}
