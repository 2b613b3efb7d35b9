package dev.vibe.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Hook as a configuration sets it up, unchecked.
 *
 * @param event perhaps none that there is
 * @param command perhaps empty
 * @param tools names, in which an asterisk stands for anything
 * @param paths globs
 * @param limit empty for the usual one
 * @param isOfProject whether the configuration of the folder says so
 */
public record HookSetting(
    String name,
    String event,
    String command,
    List<String> tools,
    List<String> paths,
    Optional<Duration> limit,
    boolean isOfProject) {

  public HookSetting {
    tools = List.copyOf(tools);
    paths = List.copyOf(paths);
  }
}
