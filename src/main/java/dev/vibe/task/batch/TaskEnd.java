package dev.vibe.task.batch;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * End of a task: a line of the results.
 *
 * @param task the digest of the task
 * @param branch that holds its commits; empty without a worktree, or when it made none
 * @param patch the whole change, as {@code git apply} takes it
 * @param result the public record of its run
 */
public record TaskEnd(
    String id, String task, String branch, String patch, Map<String, Object> result) {

  private static final String TYPE = "task_result";

  /** A line without its end. */
  public String encode() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", TYPE);
    fields.put("id", id);
    fields.put("task", task);
    fields.put("branch", branch);
    fields.put("result", result);
    fields.put("patch", patch);
    return Json.write(fields);
  }

  /** Empty when it is no such line. */
  @SuppressWarnings("unchecked") // an object of JSON
  public static Optional<TaskEnd> decode(String line) {
    try {
      Map<String, Object> fields = Json.object(line);
      return TYPE.equals(fields.get("type"))
              && fields.get("id") instanceof String id
              && fields.get("task") instanceof String task
              && fields.get("branch") instanceof String branch
              && fields.get("patch") instanceof String patch
              && fields.get("result") instanceof Map<?, ?> result
          ? Optional.of(new TaskEnd(id, task, branch, patch, (Map<String, Object>) result))
          : Optional.empty();
    } catch (JsonShapeException e) {
      return Optional.empty();
    }
  }

  public String status() {
    return result.get("status") instanceof String status ? status : "failed";
  }

  public boolean isDone() {
    return status().equals("done");
  }

  public double costUsd() {
    return result.get("cost_usd") instanceof Number cost ? cost.doubleValue() : 0;
  }

  public int turns() {
    return result.get("turns") instanceof Number turns ? turns.intValue() : 0;
  }

  public String model() {
    return result.get("model") instanceof String model ? model : "";
  }

  public long durationMillis() {
    return result.get("duration_ms") instanceof Number millis ? millis.longValue() : 0;
  }

  /** In and out. */
  public long tokens() {
    if (!(result.get("usage") instanceof Map<?, ?> usage)) {
      return 0;
    }
    return tokens(usage, "input_tokens") + tokens(usage, "output_tokens");
  }

  private static long tokens(Map<?, ?> usage, String way) {
    return usage.get(way) instanceof Number number ? number.longValue() : 0;
  }

  /** What went wrong, in a line; empty when nothing did. */
  public String problem() {
    return result.get("problem") instanceof Map<?, ?> problem
            && problem.get("what") instanceof String what
        ? what
        : "";
  }
}
