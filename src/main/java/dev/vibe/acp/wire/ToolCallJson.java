package dev.vibe.acp.wire;

import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolNames;
import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.text.FileDiff;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writer of tool calls: what kind one is, which places it is about, what it shows.
 *
 * @param root the working folder, for absolute paths
 */
public record ToolCallJson(Path root) {

  /** Status of a call. */
  public enum Status {
    PENDING("pending"),
    IN_PROGRESS("in_progress"),
    COMPLETED("completed"),
    FAILED("failed");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** What an editor draws a call by. */
  public static String kind(String tool) {
    return switch (tool) {
      case ToolNames.READ_FILE -> "read";
      case ToolNames.GLOB, ToolNames.GREP -> "search";
      case ToolNames.STR_REPLACE,
          ToolNames.WRITE_FILE,
          ToolNames.PATCH,
          ToolNames.APPLY_PATCH,
          ToolNames.INSERT ->
          "edit";
      case ToolNames.BASH, ToolNames.GIT_COMMIT -> "execute";
      case ToolNames.TODO -> "think";
      default -> "other";
    };
  }

  /** A call that was taken up. */
  Map<String, Object> begun(ToolCall call, String title) {
    Map<String, Object> json = named(call.id().value(), title, kind(call.name()));
    json.put("name", call.name());
    json.put("status", Status.IN_PROGRESS.word());
    Optional<Map<?, ?>> arguments = arguments(call);
    arguments.ifPresent(map -> json.put("rawInput", map));
    List<Map<String, Object>> places = arguments.map(this::places).orElse(List.of());
    if (!places.isEmpty()) {
      json.put("locations", places);
    }
    return json;
  }

  /** The beginning of every call. */
  public static Map<String, Object> named(String id, String title, String kind) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("toolCallId", id);
    json.put("title", title);
    json.put("kind", kind);
    return json;
  }

  private static Optional<Map<?, ?>> arguments(ToolCall call) {
    try {
      return JsonTree.read(call.arguments().text()) instanceof Map<?, ?> map
          ? Optional.of(map)
          : Optional.empty();
    } catch (JsonShapeException e) {
      return Optional.empty(); // the call will be answered with an error
    }
  }

  private List<Map<String, Object>> places(Map<?, ?> arguments) {
    Object named = arguments.containsKey("path") ? arguments.get("path") : arguments.get("file");
    if (!(named instanceof String path) || path.isBlank()) {
      return List.of();
    }
    try {
      return arguments.get("offset") instanceof Integer line && line > 0
          ? List.of(place(path, line))
          : List.of(Map.of("path", absolute(path)));
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  private Map<String, Object> place(String path, int line) {
    return Map.of("path", absolute(path), "line", line);
  }

  /** Where a file was changed: at the first line of it that is other. */
  Map<String, Object> place(FileDiff diff) {
    return diff.hunks().stream()
        .findFirst()
        .filter(hunk -> hunk.newStart() > 0)
        .map(hunk -> place(diff.path(), hunk.newStart() + contextBefore(hunk)))
        .orElseGet(() -> Map.of("path", absolute(diff.path())));
  }

  private static int contextBefore(FileDiff.Hunk hunk) {
    return (int)
        hunk.lines().stream().takeWhile(line -> line.mark() == FileDiff.Mark.CONTEXT).count();
  }

  String absolute(String path) {
    return root.resolve(path).normalize().toString();
  }

  /** Text in the place of what a call shows. */
  public static Map<String, Object> text(String text) {
    return Map.of("type", "content", "content", ContentBlocks.text(text));
  }

  /** Output of a command, which editors would else draw as Markdown. */
  static Map<String, Object> output(String output) {
    String fence = "```";
    while (output.contains(fence)) {
      fence += "`";
    }
    String end = output.endsWith("\n") ? "" : "\n";
    return text(fence + "\n" + output + end + fence);
  }

  /** Lines of text, such as a command and what it would do. */
  public static Map<String, Object> lines(List<String> lines) {
    return output(String.join("\n", lines));
  }

  /** A changed file, each place of it that changed. */
  public List<Map<String, Object>> diffs(FileDiff diff) {
    List<Map<String, Object>> all = new ArrayList<>();
    if (diff.hunks().isEmpty()) {
      all.add(change(diff, "", ""));
    }
    for (FileDiff.Hunk hunk : diff.hunks()) {
      StringBuilder before = new StringBuilder();
      StringBuilder after = new StringBuilder();
      for (FileDiff.Line line : hunk.lines()) {
        String text = line.endsFile() ? line.text() : line.text() + "\n";
        if (line.mark() != FileDiff.Mark.ADDED) {
          before.append(text);
        }
        if (line.mark() != FileDiff.Mark.REMOVED) {
          after.append(text);
        }
      }
      all.add(change(diff, before.toString(), after.toString()));
    }
    return all;
  }

  private Map<String, Object> change(FileDiff diff, String before, String after) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "diff");
    json.put("path", absolute(diff.path()));
    if (diff.kind() != FileDiff.Kind.CREATED) {
      json.put("oldText", before);
    }
    json.put("newText", after);
    return json;
  }
}
