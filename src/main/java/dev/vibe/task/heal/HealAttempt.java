package dev.vibe.task.heal;

import java.util.List;
import java.util.Locale;

/**
 * Attempt that was made.
 *
 * @param number from 1
 * @param files that it changed
 * @param detail what is to be known of it, in a few words
 * @param diff for the next attempt; not for people
 */
public record HealAttempt(
    int number, Outcome outcome, List<String> files, String detail, String diff) {

  /** Outcome of an attempt. */
  public enum Outcome {
    /** The whole command passes. */
    GREEN("passes"),
    /** Something is better, so it stands. */
    BETTER("better, kept"),
    /** Nothing is better. */
    NO_BETTER("no better, taken back"),
    WORSE("worse, taken back"),
    /** It weakens a test, or changes what is protected. */
    REFUSED("refused, taken back"),
    UNCHANGED("changed nothing"),
    /** The model did not come to an end. */
    BROKEN_OFF("broken off, taken back");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    /** As the result record says it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public HealAttempt {
    files = List.copyOf(files);
  }

  /** One line for people. */
  public String line() {
    return number
        + ". "
        + outcome.label()
        + (files.isEmpty() ? "" : ": " + String.join(", ", files))
        + (detail.isEmpty() ? "" : " (" + detail + ")");
  }
}
