package dev.vibe.approval;

/** What runs unasked; ordered from strict to free. */
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

  public Mode atLeast(Mode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
