package dev.vibe.task.review;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reader of what the model answered. Pure. */
final class ReviewAnswer {

  private static final String SHAPE =
      "each finding has file, line (a number), severity (high, medium or low) and why";

  private ReviewAnswer() {}

  /** Outcome of reading an answer. */
  sealed interface Read {}

  record Usable(List<Said> findings) implements Read {}

  /** With words for the model on what is wrong. */
  record Unusable(String why) implements Read {}

  /**
   * ReviewFinding as the model told it.
   *
   * @param old may be empty
   */
  record Said(String file, int line, Severity severity, String why, String old, String changed) {}

  /** Finds the object in the text, whatever stands around it. */
  static Read read(String answer) {
    int start = answer.indexOf('{');
    int end = answer.lastIndexOf('}');
    if (start < 0 || end < start) {
      return new Unusable("there is no JSON object in it");
    }
    try {
      Object findings = Json.object(answer.substring(start, end + 1)).get("findings");
      if (!(findings instanceof List<?> list)) {
        return new Unusable("there is no list \"findings\" in it");
      }
      List<Said> said = new ArrayList<>();
      for (Object one : list) {
        Optional<Said> read = one instanceof Map<?, ?> map ? said(map) : Optional.empty();
        if (read.isEmpty()) {
          return new Unusable(SHAPE);
        }
        said.add(read.get());
      }
      return new Usable(said);
    } catch (JsonShapeException e) {
      return new Unusable("its JSON is broken: " + e.getMessage());
    }
  }

  private static Optional<Said> said(Map<?, ?> map) {
    Optional<Severity> severity = Severity.of(text(map, "severity"));
    String line = text(map, "line");
    boolean isWhole =
        severity.isPresent()
            && line.matches("\\d{1,9}")
            && !text(map, "file").isBlank()
            && !text(map, "why").isBlank();
    return isWhole
        ? Optional.of(
            new Said(
                text(map, "file").strip(),
                Integer.parseInt(line),
                severity.get(),
                text(map, "why").strip(),
                text(map, "old"),
                text(map, "new")))
        : Optional.empty();
  }

  private static String text(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null ? "" : value.toString();
  }
}
