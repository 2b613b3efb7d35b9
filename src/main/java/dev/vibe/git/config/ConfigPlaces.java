package dev.vibe.git.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Places of the files that belong to no repository, as Git looks for them, and of those that a
 * setting names.
 */
final class ConfigPlaces {

  private static final String PREFIX = "%(prefix)/";
  private static final Path USERS = Path.of("/etc/passwd");

  private ConfigPlaces() {}

  /** The files of the machine and of the user, in the order in which Git reads them. */
  static List<Path> usersFiles(GitSettings settings) {
    List<Path> files = new ArrayList<>();
    if (settings.variable("GIT_CONFIG_NOSYSTEM").isEmpty()) {
      files.add(systemFile(settings));
    }
    String named = settings.variable("GIT_CONFIG_GLOBAL");
    if (named.isEmpty()) {
      files.add(xdgFolder(settings).resolve("config"));
      files.add(settings.home().resolve(".gitconfig"));
    } else {
      files.add(Path.of(named));
    }
    return files;
  }

  private static Path systemFile(GitSettings settings) {
    String named = settings.variable("GIT_CONFIG_SYSTEM");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    Path usual = Path.of("/etc/gitconfig");
    if (Files.exists(usual)) {
      return usual;
    }
    Path beside = prefix(settings).resolve("etc/gitconfig");
    return Files.exists(beside) ? beside : usual;
  }

  /** Where the installed {@code git} was put; the usual place when there is none. */
  private static Path prefix(GitSettings settings) {
    return settings.nativeGit().isEmpty()
        ? Path.of("/usr")
        : Path.of(settings.nativeGit()).resolve("../..").normalize();
  }

  static Path xdgFolder(GitSettings settings) {
    String folder = settings.variable("XDG_CONFIG_HOME");
    Path config = folder.isEmpty() ? settings.home().resolve(".config") : Path.of(folder);
    return config.resolve("git");
  }

  /**
   * The file that a setting names: {@code ~/}, {@code ~user/} and {@code %(prefix)/} at its
   * beginning stand for folders. Empty where Git would not know either.
   *
   * @param base where a relative one starts from
   */
  static Optional<Path> named(String path, Path base, GitSettings settings) {
    try {
      if (path.startsWith(PREFIX)) {
        return Optional.of(prefix(settings).resolve(path.substring(PREFIX.length())));
      }
      if (path.startsWith("~")) {
        int slash = path.indexOf('/');
        String user = path.substring(1, slash < 0 ? path.length() : slash);
        String rest = slash < 0 ? "" : path.substring(slash + 1);
        return homeOf(user, settings).map(home -> home.resolve(rest));
      }
      return path.isEmpty() ? Optional.empty() : Optional.of(base.resolve(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A user that only a directory service knows is not found. */
  private static Optional<Path> homeOf(String user, GitSettings settings) {
    if (user.isEmpty()) {
      return Optional.of(settings.home());
    }
    try {
      String users = new String(ConfigText.read(USERS), StandardCharsets.UTF_8);
      return users
          .lines()
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 5 && fields[0].equals(user))
          .findFirst()
          .map(fields -> Path.of(fields[5]));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
