package dev.vibe.task.review;

import dev.vibe.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reader of a review that {@link ReviewReport#json} wrote. Pure. */
public final class ReviewReader {

  private ReviewReader() {}

  /**
   * Reads it; fields that it does not know it leaves out.
   *
   * @return nothing where the object is no review, or one of its findings is none
   * @throws dev.vibe.json.JsonShapeException when it is no JSON object
   */
  public static Optional<Review> read(String json) {
    Map<String, Object> fields = Json.object(json);
    if (!"review".equals(fields.get("type"))
        || !(fields.get("findings") instanceof List<?> findings)) {
      return Optional.empty();
    }
    List<ReviewFinding> read = new ArrayList<>();
    for (Object each : findings) {
      Optional<ReviewFinding> finding =
          each instanceof Map<?, ?> map ? finding(map) : Optional.empty();
      if (finding.isEmpty()) {
        return Optional.empty();
      }
      read.add(finding.get());
    }
    int dropped = fields.get("left_out") instanceof Number number ? number.intValue() : 0;
    return Optional.of(
        new Review(text(fields, "of"), read, dropped, List.of(), Optional.empty())
            .at(text(fields, "commit")));
  }

  private static Optional<ReviewFinding> finding(Map<?, ?> map) {
    Optional<Severity> severity = Severity.of(text(map, "severity"));
    int line = number(map, "line");
    return severity.isEmpty()
            || line < 1
            || text(map, "file").isBlank()
            || text(map, "why").isBlank()
        ? Optional.empty()
        : Optional.of(
            new ReviewFinding(text(map, "file"), line, severity.get(), text(map, "why"), fix(map)));
  }

  private static Optional<ReviewFinding.Fix> fix(Map<?, ?> map) {
    return map.get("edit") instanceof Map<?, ?> edit && number(edit, "line") > 0
        ? Optional.of(
            new ReviewFinding.Fix(
                text(edit, "old"), text(edit, "new"), number(edit, "line"), text(map, "patch")))
        : Optional.empty();
  }

  private static int number(Map<?, ?> map, String name) {
    return map.get(name) instanceof Number number ? number.intValue() : 0;
  }

  private static String text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text ? text : "";
  }
}
