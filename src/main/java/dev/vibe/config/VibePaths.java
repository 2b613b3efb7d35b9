package dev.vibe.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Paths of the folders in which vibe looks for its files.
 *
 * @param systemDir what the administrator of the machine sets; {@code VIBE_HOME} does not move it
 * @param configDir the user's configuration
 * @param stateDir sessions, logs and audit
 */
public record VibePaths(Path systemDir, Path configDir, Path stateDir) {

  /** Where the administrator's files are. */
  public static final Path SYSTEM = Path.of("/etc/vibe");

  /**
   * By the rules of the XDG base directory specification, whose variables count only when they hold
   * an absolute path. {@code VIBE_HOME} puts configuration and state into one folder.
   */
  public static VibePaths of(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("VIBE_HOME", "");
    if (!own.isEmpty()) {
      return new VibePaths(SYSTEM, Path.of(own), Path.of(own));
    }
    return new VibePaths(
        SYSTEM,
        absolute(environment.getOrDefault("XDG_CONFIG_HOME", ""), home.resolve(".config"))
            .resolve("vibe"),
        absolute(environment.getOrDefault("XDG_STATE_HOME", ""), home.resolve(".local/state"))
            .resolve("vibe"));
  }

  /** The same, with the administrator's files elsewhere. */
  public VibePaths withSystem(Path folder) {
    return new VibePaths(folder, configDir, stateDir);
  }

  public Path systemConfig() {
    return systemDir.resolve("config.toml");
  }

  public Path userConfig() {
    return configDir.resolve("config.toml");
  }

  /** What "always" taught, a file of vibe's own. */
  public Path rules() {
    return configDir.resolve("rules.toml");
  }

  public Path managedConfig() {
    return systemDir.resolve("managed.toml");
  }

  /** What the user and the administrator wrote that decides what vibe does; and what it taught. */
  public List<Path> deciding() {
    return List.of(
        systemConfig(),
        managedConfig(),
        userConfig(),
        rules(),
        configDir.resolve("AGENTS.md"),
        configDir.resolve("commands"),
        configDir.resolve("skills"),
        configDir.resolve("mcp.json"),
        configDir.resolve("hooks.json"));
  }

  /** What a folder brings along; it counts only once the folder is trusted. */
  public static Path projectFolder(Path folder) {
    return folder.resolve(".vibe");
  }

  static Path projectConfig(Path folder) {
    return projectFolder(folder).resolve("config.toml");
  }

  /** Every place a configuration file may be, weakest first. */
  public List<Path> configFiles(Path folder) {
    return List.of(systemConfig(), userConfig(), rules(), projectConfig(folder), managedConfig());
  }

  private static Path absolute(String value, Path otherwise) {
    if (value.isEmpty()) {
      return otherwise;
    }
    Path path = Path.of(value);
    return path.isAbsolute() ? path : otherwise;
  }
}
