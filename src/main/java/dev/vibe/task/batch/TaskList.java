package dev.vibe.task.batch;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.NearestName;
import dev.vibe.text.QuotedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reader of the file of a batch: one JSON object a line. Pure. */
public final class TaskList {

  private static final String ID = "id";
  private static final String PROMPT = "prompt";
  private static final String FOLDER = "dir";
  private static final String BASE = "base";
  private static final String VERIFY = "verify";
  private static final String MODEL = "model";
  private static final List<String> KEYS = List.of(ID, PROMPT, FOLDER, BASE, VERIFY, MODEL);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@+-]{0,199}");
  private static final int MOST_TOLD = 5;

  private final List<BatchTask> tasks = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();

  private TaskList() {}

  /**
   * The tasks, in order; empty lines are passed over.
   *
   * @param file its name, for errors
   * @throws VibeException (usage) that names the lines at fault
   */
  public static List<BatchTask> parse(String file, String text) {
    TaskList list = new TaskList();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        list.add(number, line);
      }
    }
    if (!list.faults.isEmpty()) {
      int more = list.faults.size() - MOST_TOLD;
      String told = String.join("; ", list.faults.stream().limit(MOST_TOLD).toList());
      throw bad(file, told + (more > 0 ? "; and " + more + " more" : ""));
    }
    if (list.tasks.isEmpty()) {
      throw bad(file, "there is no task in it");
    }
    return List.copyOf(list.tasks);
  }

  private static VibeException bad(String file, String cause) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.BATCH_TASKS,
            "cannot take the tasks of " + QuotedName.of(file),
            cause,
            "a line each: {\"id\":\"fix-1\",\"prompt\":\"what to do\"}, with dir, base, verify and"
                + " model if needed"));
  }

  private void add(int number, String line) {
    Map<String, Object> fields;
    try {
      fields = Json.object(line);
    } catch (JsonShapeException e) {
      fault(number, "no JSON object");
      return;
    }
    List<String> found = new ArrayList<>();
    fields.forEach((key, value) -> fault(key, value).ifPresent(found::add));
    for (String key : List.of(ID, PROMPT)) {
      if (text(fields, key).isBlank() && fields.getOrDefault(key, "") instanceof String) {
        found.add("it has no " + key);
      }
    }
    String id = text(fields, ID);
    if (!id.isBlank() && !NAME.matcher(id).matches()) {
      found.add("its id may hold letters, digits and . _ / : @ + -, at most 200");
    }
    if (!id.isBlank() && lines.containsKey(id)) {
      found.add("its id " + id + " is that of line " + lines.get(id));
    }
    if (!found.isEmpty()) {
      found.forEach(fault -> fault(number, fault));
      return;
    }
    lines.put(id, number);
    tasks.add(
        new BatchTask(
            id,
            text(fields, PROMPT),
            text(fields, FOLDER),
            text(fields, BASE),
            text(fields, VERIFY),
            text(fields, MODEL)));
  }

  private static Optional<String> fault(String key, Object value) {
    if (!KEYS.contains(key)) {
      String near =
          NearestName.among(KEYS, key).map(name -> "; did you mean " + name + "?").orElse("");
      return Optional.of("there is no key " + QuotedName.of(key) + near);
    }
    return value instanceof String ? Optional.empty() : Optional.of(key + " is no text");
  }

  private static String text(Map<String, Object> fields, String key) {
    return fields.get(key) instanceof String text ? text.strip() : "";
  }

  private void fault(int number, String what) {
    faults.add("line " + number + ": " + what);
  }
}
