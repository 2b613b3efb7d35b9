package dev.vibe.config;

/** Layer of the configuration that values come from; a later one wins. */
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

  String label() {
    return label;
  }
}
