package dev.vibe.doctor;

import dev.vibe.session.MatchCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Check of how the edits of each model have found their place so far. */
public record EditsCheck(MatchCounts counts) implements Check {

  private static final String SUBJECT = "edits";

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    try {
      counts.read().forEach((model, steps) -> findings.add(finding(model, steps)));
    } catch (IOException e) {
      return List.of(
          Finding.warning(
              SUBJECT,
              "the counts of edits cannot be read: " + e.getClass().getSimpleName(),
              "make the state folder readable"));
    }
    return findings.isEmpty()
        ? List.of(Finding.note(SUBJECT, "none counted so far"))
        : List.copyOf(findings);
  }

  /** The most frequent step first. */
  private static Finding finding(String model, Map<String, Long> steps) {
    String text =
        steps.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(step -> step.getValue() + " " + step.getKey().replace('_', ' '))
            .collect(Collectors.joining(", "));
    return new Finding(
        SUBJECT,
        Finding.Grade.NOTE,
        model + ": " + text,
        "",
        Map.of("model", model, "steps", Map.copyOf(steps)));
  }
}
