package dev.vibe.config;

import java.util.List;
import java.util.Map;

/**
 * Language server as a configuration sets it up, unchecked.
 *
 * @param command program and arguments; perhaps empty
 * @param files globs; empty for those of the known server of that name
 * @param variables of its environment
 * @param init its initialisation options
 */
public record LanguageServerSetting(
    String name,
    List<String> command,
    List<String> files,
    Map<String, String> variables,
    Map<String, Object> init) {

  public LanguageServerSetting {
    command = List.copyOf(command);
    files = List.copyOf(files);
    variables = Map.copyOf(variables);
    init = Map.copyOf(init);
  }
}
