package dev.vibe.agent;

import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolNames;
import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.QuotedName;
import java.util.Map;

/** Title of a call that came to nothing, in the words that calls have which were prepared. */
final class CallTitle {

  private CallTitle() {}

  /** What was to be done, and in short why it cannot be, e.g. {@code edit a.py: not found}. */
  static String refused(ToolCall call, RefusalCode code) {
    return of(call, path(call)) + ": " + code.words();
  }

  /**
   * What was to be done with something.
   *
   * @param subject perhaps empty
   */
  static String of(ToolCall call, String subject) {
    return subject.isEmpty() ? verb(call.name()) : verb(call.name()) + " " + subject;
  }

  private static String verb(String tool) {
    return switch (tool) {
      case ToolNames.READ_FILE -> "read";
      case ToolNames.STR_REPLACE, ToolNames.INSERT -> "edit";
      case ToolNames.WRITE_FILE -> "write";
      case ToolNames.PATCH, ToolNames.APPLY_PATCH -> "patch";
      case ToolNames.BASH -> "run";
      case ToolNames.GIT_COMMIT -> "commit";
      default -> tool;
    };
  }

  private static String path(ToolCall call) {
    try {
      return JsonTree.read(call.arguments().text()) instanceof Map<?, ?> map
              && (map.containsKey("path") ? map.get("path") : map.get("file"))
                  instanceof String path
          ? QuotedName.of(path)
          : "";
    } catch (JsonShapeException e) {
      return "";
    }
  }
}
