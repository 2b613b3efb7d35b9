package dev.vibe.config;

import java.nio.file.Path;

/**
 * Value with the place where it was set.
 *
 * @param value as its {@link SettingType} reads it: {@code String}, {@code Integer}, {@code
 *     Double}, {@code Duration}, {@code Boolean}, {@code List<String>}, a list of {@link
 *     WrittenRule} or {@link Secret}; of a field of requests, what TOML has that JSON has too
 */
public record ConfigValue(Object value, Origin origin) {

  public String text() {
    return value.toString();
  }

  /**
   * As the path of a file: below home after {@code ~/}, and beside the configuration file that
   * names it, which is what people mean by such paths.
   *
   * @throws java.nio.file.InvalidPathException when it cannot be one
   */
  public Path path(String home) {
    String text = text();
    if (text.startsWith("~/") && !home.isEmpty()) {
      return Path.of(home).resolve(text.substring(2));
    }
    return switch (origin) {
      case Origin.File(Layer layer, Path file, int line) -> file.resolveSibling(text);
      case Origin.BuiltIn b -> Path.of(text);
      case Origin.Variable v -> Path.of(text);
      case Origin.Flag f -> Path.of(text);
    };
  }

  public Layer layer() {
    return origin.layer();
  }
}
