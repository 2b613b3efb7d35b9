package dev.vibe.doctor;

import dev.vibe.verify.ProposedFormatters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Check of whether edits are formatted, and by what they could be.
 *
 * @param configured programs by glob; perhaps none
 */
public record FormatCheck(Path folder, Map<String, List<String>> configured) implements Check {

  private static final String SUBJECT = "format";

  public FormatCheck {
    configured = Map.copyOf(configured);
  }

  @Override
  public List<Finding> look() {
    if (!configured.isEmpty()) {
      return configured.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(
              each ->
                  Finding.good(
                      SUBJECT, each.getKey() + " is formatted by " + each.getValue().getFirst()))
          .toList();
    }
    List<String> proposed = ProposedFormatters.of(folder);
    return proposed.isEmpty()
        ? List.of()
        : List.of(
            new Finding(
                SUBJECT,
                Finding.Grade.NOTE,
                "edits are not formatted; by its files the project uses what could do it",
                "[format] in the configuration: " + String.join("; ", proposed)));
  }
}
