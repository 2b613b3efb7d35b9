package dev.vibe.config;

/** Where values come from; a later layer wins. */
public enum Layer {
  BUILT_IN("default"),
  SYSTEM("system"),
  USER("user"),
  /** What "always" taught, in the user's {@code rules.toml}. */
  LEARNED("learned"),
  PROJECT("project"),
  VARIABLE("environment"),
  FLAG("flag"),
  MANAGED("managed");

  private final String label;

  Layer(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
