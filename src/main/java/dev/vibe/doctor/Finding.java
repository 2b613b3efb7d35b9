package dev.vibe.doctor;

import dev.vibe.problem.Problem;
import java.util.Map;

/**
 * Finding of a check.
 *
 * @param subject what was looked at, one or two words
 * @param text one line
 * @param remedy what to do about it; empty when there is nothing to do
 * @param details what the text says, for programs: JSON values by name; empty when the text is all
 */
public record Finding(
    String subject, Grade grade, String text, String remedy, Map<String, Object> details) {

  public Finding {
    details = Map.copyOf(details);
  }

  /** Without details. */
  public Finding(String subject, Grade grade, String text, String remedy) {
    this(subject, grade, text, remedy, Map.of());
  }

  /** Grade of a finding. */
  public enum Grade {
    GOOD("ok"),
    /** Neither good nor bad, but worth knowing. */
    NOTE("note"),
    /** It works, but not as well as it could. */
    WARNING("warning"),
    FAILED("failed");

    private final String label;

    Grade(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  static Finding good(String subject, String text) {
    return new Finding(subject, Grade.GOOD, text, "");
  }

  static Finding note(String subject, String text) {
    return new Finding(subject, Grade.NOTE, text, "");
  }

  static Finding warning(String subject, String text, String remedy) {
    return new Finding(subject, Grade.WARNING, text, remedy);
  }

  static Finding failed(String subject, String text, String remedy) {
    return new Finding(subject, Grade.FAILED, text, remedy);
  }

  static Finding of(String subject, Grade grade, Problem problem) {
    String cause = problem.cause().isEmpty() ? "" : ": " + problem.cause();
    return new Finding(subject, grade, problem.what() + cause, problem.remedy());
  }
}
