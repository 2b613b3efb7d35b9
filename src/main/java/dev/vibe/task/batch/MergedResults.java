package dev.vibe.task.batch;

import dev.vibe.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merger of results: one line a task, in the order of the tasks. Of several for one task the last
 * that ended well counts, or else the last. Pure.
 *
 * @param ends one a task
 * @param missing ids of tasks without a result
 */
public record MergedResults(List<TaskEnd> ends, List<String> missing) {

  public MergedResults {
    ends = List.copyOf(ends);
    missing = List.copyOf(missing);
  }

  /**
   * Joins them.
   *
   * @param tasks what was to be done; empty where that is not known, so that nothing is missing
   */
  public static MergedResults of(List<BatchTask> tasks, List<TaskEnd> all) {
    Map<String, TaskEnd> byId = new LinkedHashMap<>();
    for (TaskEnd end : all) {
      byId.merge(end.id(), end, MergedResults::better);
    }
    if (tasks.isEmpty()) {
      return new MergedResults(List.copyOf(byId.values()), List.of());
    }
    List<TaskEnd> ends = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (BatchTask task : tasks) {
      Optional<TaskEnd> end =
          Optional.ofNullable(byId.get(task.id()))
              .filter(each -> each.task().equals(task.digest()));
      end.ifPresentOrElse(ends::add, () -> missing.add(task.id()));
    }
    return new MergedResults(ends, missing);
  }

  private static TaskEnd better(TaskEnd first, TaskEnd then) {
    return first.isDone() && !then.isDone() ? first : then;
  }

  /** As they are. */
  public List<String> lines() {
    return ends.stream().map(TaskEnd::encode).toList();
  }

  /**
   * As SWE-bench takes them: {@code instance_id}, {@code model_name_or_path}, {@code model_patch}.
   */
  public List<String> predictions() {
    return ends.stream()
        .map(
            end -> {
              Map<String, Object> fields = new LinkedHashMap<>();
              fields.put("instance_id", end.id());
              fields.put("model_name_or_path", end.model());
              fields.put("model_patch", end.patch());
              return Json.write(fields);
            })
        .toList();
  }
}
