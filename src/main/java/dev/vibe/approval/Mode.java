package dev.vibe.approval;

import java.util.Arrays;

/** Mode of approval, which says what runs unasked; ordered from strict to free. */
public enum Mode {
  PLAN("plan"),
  ASK("ask"),
  ACCEPT_EDITS("accept-edits"),
  AUTO("auto");

  private final String label;

  Mode(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** The mode of a label; the configuration has checked that there is one. */
  public static Mode of(String label) {
    return Arrays.stream(values())
        .filter(mode -> mode.label.equals(label))
        .findFirst()
        .orElseThrow();
  }

  public Mode atLeast(Mode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
