package dev.vibe.git.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Places of the configuration files that belong to no repository, as Git looks for them. */
final class ConfigPlaces {

  private ConfigPlaces() {}

  static Path systemFile(GitSettings settings) {
    String named = settings.variable("GIT_CONFIG_SYSTEM");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    Path beside = Path.of("/etc/gitconfig");
    if (!Files.exists(beside) && !settings.nativeGit().isEmpty()) {
      Path prefix = Path.of(settings.nativeGit()).resolve("../../etc/gitconfig").normalize();
      return Files.exists(prefix) ? prefix : beside;
    }
    return beside;
  }

  static Path globalFile(GitSettings settings) {
    String named = settings.variable("GIT_CONFIG_GLOBAL");
    return named.isEmpty() ? settings.home().resolve(".gitconfig") : Path.of(named);
  }

  static Path xdgFile(GitSettings settings) {
    if (!settings.variable("GIT_CONFIG_GLOBAL").isEmpty()) {
      return Path.of(settings.variable("GIT_CONFIG_GLOBAL"));
    }
    return xdgFolder(settings).resolve("config");
  }

  static Path xdgFolder(GitSettings settings) {
    String folder = settings.variable("XDG_CONFIG_HOME");
    Path config = folder.isEmpty() ? settings.home().resolve(".config") : Path.of(folder);
    return config.resolve("git");
  }
}
