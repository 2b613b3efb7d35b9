package dev.vibe.config;

import java.util.List;
import java.util.Map;

/** Everything that a configuration is made from. */
public record LoadRequest(
    VibePaths paths, Project project, Map<String, String> environment, List<FlagValue> flags) {
  public LoadRequest {
    environment = Map.copyOf(environment);
    flags = List.copyOf(flags);
  }
}
