package dev.vibe.approval;

import java.util.Arrays;

/** Mode of approval, which says what runs unasked; ordered from strict to free. */
public enum Mode {
  PLAN("plan", "only reads; nothing is changed"),
  ASK("ask", "asks before edits, commits and most commands"),
  ACCEPT_EDITS("accept-edits", "edits run unasked; asks before commits and most commands"),
  AUTO("auto", "edits, commands and commits run unasked");

  private final String label;
  private final String meaning;

  Mode(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /** What it does, for people. */
  public String meaning() {
    return meaning;
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
