package dev.vibe.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Key of a value by its full name; a part may hold a dot. Shown as TOML writes it. */
public record ConfigKey(List<String> parts) {

  public ConfigKey {
    parts = List.copyOf(parts);
  }

  public static ConfigKey of(String... parts) {
    return new ConfigKey(List.of(parts));
  }

  public ConfigKey child(String part) {
    List<String> longer = new ArrayList<>(parts);
    longer.add(part);
    return new ConfigKey(longer);
  }

  public String last() {
    return parts.getLast();
  }

  @Override
  public String toString() {
    return parts.stream().map(TomlText::key).collect(Collectors.joining("."));
  }
}
