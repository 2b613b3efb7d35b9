package dev.vibe.config;

/**
 * A value and where it was set.
 *
 * @param value as its {@link Kind} reads it: {@code String}, {@code Integer}, {@code Double},
 *     {@code Duration}, {@code List<String>} or {@link Secret}
 */
public record Sourced(Object value, Origin origin) {

  public String text() {
    return value.toString();
  }

  public Layer layer() {
    return origin.layer();
  }
}
