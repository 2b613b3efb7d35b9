package dev.vibe.bench;

/**
 * Floor of a measurement: a program whose time says how fast this machine is at the moment. A
 * figure counts as a multiple of its floor, so that it can be held to a limit that was set on
 * another machine.
 */
enum Floor {
  /** Its figures are counts, or shares, that are the same on a slow machine. */
  NONE("", 1),
  JVM("empty JVM", 37.1),
  JVM_CPU("empty JVM, CPU", 31.6),
  STATUS("git status, 20 files", 4.7),
  STATUS_LARGE("git status, 20,000 files", 111.9),
  /** Not measured there; its limits are multiples to begin with. */
  STATUS_HUGE("git status, 200,000 files", Double.NaN),
  SHELL("bash -c true", 4.1);

  private final String label;
  private final double there;

  Floor(String label, double there) {
    this.label = label;
    this.there = there;
  }

  String label() {
    return label;
  }

  /** Milliseconds on the machine on which the limits were set, alone on it. */
  double there() {
    return there;
  }
}
