package dev.vibe.task.review;

import dev.vibe.json.Json;
import dev.vibe.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writer of a review: for people, for programs, and for what shows SARIF. Pure. */
public final class ReviewReport {

  /** The version that GitHub, GitLab and editors read. */
  private static final String SARIF = "2.1.0";

  private static final String SARIF_SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  /** The one rule there is: each finding is the model's own. */
  private static final String RULE = "review";

  private ReviewReport() {}

  /** A block a finding, then how many there are. */
  public static String text(Review review) {
    StringBuilder text = new StringBuilder();
    for (ReviewFinding finding : review.findings()) {
      text.append(
          "%s:%d: %s: %s%n"
              .formatted(
                  finding.file(), finding.line(), finding.severity().label(), finding.why()));
      finding
          .fix()
          .ifPresent(
              fix ->
                  fix.patch()
                      .lines()
                      .forEach(line -> text.append("    ").append(line).append('\n')));
      text.append('\n');
    }
    return text + summary(review) + "\n";
  }

  private static String summary(Review review) {
    int count = review.findings().size();
    String found = count == 0 ? "no findings" : count == 1 ? "1 finding" : count + " findings";
    return found
        + (review.dropped() == 0
            ? ""
            : " · " + review.dropped() + " left out: not about changed lines");
  }

  /** One object on one line. */
  public static String json(Review review) {
    return json(review, Optional.empty());
  }

  /**
   * The same of a review that did not come to its end.
   *
   * @param problem that ended it
   */
  public static String json(Review review, Optional<Problem> problem) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("type", "review");
    out.put("of", review.of());
    if (!review.commit().isEmpty()) {
      out.put("commit", review.commit());
    }
    out.put("findings", review.findings().stream().map(ReviewReport::fields).toList());
    out.put("left_out", review.dropped());
    problem.ifPresent(each -> out.put("problem", fields(each)));
    return Json.write(out);
  }

  private static Map<String, Object> fields(Problem problem) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("code", problem.code().id());
    fields.put("what", problem.what());
    fields.put("cause", problem.cause());
    fields.put("remedy", problem.remedy());
    return fields;
  }

  private static Map<String, Object> fields(ReviewFinding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", finding.file());
    fields.put("line", finding.line());
    fields.put("severity", finding.severity().label());
    fields.put("why", finding.why());
    finding
        .fix()
        .ifPresent(
            fix -> {
              fields.put("patch", fix.patch());
              Map<String, Object> edit = object("line", fix.line(), "old", fix.old());
              edit.put("new", fix.replacement());
              fields.put("edit", edit);
            });
    return fields;
  }

  /**
   * A log with one run.
   *
   * @param version of vibe
   */
  public static String sarif(Review review, String version) {
    Map<String, Object> driver = object("name", "vibe", "version", version);
    driver.put(
        "rules",
        List.of(object("id", RULE, "shortDescription", Map.of("text", "A finding of a review"))));
    List<Map<String, Object>> results =
        review.findings().stream().map(ReviewReport::result).toList();
    Map<String, Object> log = object("$schema", SARIF_SCHEMA, "version", SARIF);
    log.put("runs", List.of(object("tool", Map.of("driver", driver), "results", results)));
    return Json.write(log);
  }

  private static Map<String, Object> result(ReviewFinding finding) {
    Map<String, Object> file = file(finding.file());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", RULE);
    result.put("ruleIndex", 0);
    result.put(
        "level",
        switch (finding.severity()) {
          case HIGH -> "error";
          case MEDIUM -> "warning";
          case LOW -> "note";
        });
    result.put("message", Map.of("text", finding.why()));
    result.put(
        "locations",
        List.of(
            Map.of(
                "physicalLocation",
                object("artifactLocation", file, "region", Map.of("startLine", finding.line())))));
    finding.fix().ifPresent(fix -> result.put("fixes", List.of(fix(file, fix))));
    return result;
  }

  /** A URI, in which a blank or a percent sign of a name is written otherwise. */
  private static Map<String, Object> file(String name) {
    StringBuilder uri = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain = b > 0x20 && b < 0x7f && "%?#[]\"<>\\^`{|}".indexOf(b) < 0;
      uri.append(isPlain ? Character.toString(b) : "%%%02X".formatted(b));
    }
    return object("uri", uri.toString(), "uriBaseId", "%SRCROOT%");
  }

  private static Map<String, Object> fix(Map<String, Object> file, ReviewFinding.Fix fix) {
    long more = fix.old().chars().filter(c -> c == '\n').count();
    Map<String, Object> replacement =
        object(
            "deletedRegion",
            object("startLine", fix.line(), "endLine", fix.line() + more),
            "insertedContent",
            Map.of("text", fix.replacement()));
    return Map.of(
        "artifactChanges",
        List.of(object("artifactLocation", file, "replacements", List.of(replacement))));
  }

  /** In that order. */
  private static Map<String, Object> object(String first, Object one, String second, Object other) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(first, one);
    object.put(second, other);
    return object;
  }
}
