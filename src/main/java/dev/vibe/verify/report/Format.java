package dev.vibe.verify.report;

/** Format that a report is in. */
public enum Format {
  JUNIT_XML("JUnit XML"),
  MAVEN("Maven"),
  GRADLE("Gradle"),
  PYTEST("pytest"),
  UNITTEST("unittest"),
  GO_TEST("go test"),
  CARGO_TEST("cargo test"),
  JEST("Jest"),
  VITEST("Vitest"),
  NODE_TEST("node --test"),
  TAP("TAP"),
  COMPILER("a compiler"),
  TRACE("a stack trace"),
  LOG("a log");

  private final String label;

  Format(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
