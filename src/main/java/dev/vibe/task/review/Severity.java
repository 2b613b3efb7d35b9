package dev.vibe.task.review;

import java.util.Locale;
import java.util.Optional;

/** Weight of a finding, from light to heavy. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH;

  /** As it is written everywhere. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** In the words that models and people use for it; empty for a word that means none. */
  public static Optional<Severity> of(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "high", "critical", "blocker", "error", "severe" -> Optional.of(HIGH);
      case "medium", "moderate", "warning", "major" -> Optional.of(MEDIUM);
      case "low", "minor", "info", "note", "nit" -> Optional.of(LOW);
      default -> Optional.empty();
    };
  }
}
