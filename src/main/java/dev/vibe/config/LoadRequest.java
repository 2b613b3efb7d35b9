package dev.vibe.config;

import java.util.List;
import java.util.Map;

/** Request for a configuration: everything that it is made from. */
public record LoadRequest(
    VibePaths paths, Project project, Map<String, String> environment, List<FlagValue> flags) {
  public LoadRequest {
    environment = Map.copyOf(environment);
    flags = List.copyOf(flags);
  }
}
