package dev.vibe.config;

/** Where values come from; a later layer wins. */
public enum Layer {
  BUILT_IN("default"),
  SYSTEM("system"),
  USER("user"),
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
