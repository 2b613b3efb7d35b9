package dev.vibe.git.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Settings that Git needs from outside.
 *
 * @param environment variables of the process; {@code GIT_AUTHOR_*}, {@code GIT_COMMITTER_*},
 *     {@code GIT_CONFIG_GLOBAL} and the like are honoured, {@code GIT_DIR} is not
 * @param home where {@code .gitconfig} is
 * @param stateFolder vibe's own folder for what it has to keep; made when first needed
 * @param nativeGit path of an installed {@code git}; empty when there is none
 * @param clock its zone is the one commits carry
 * @param lockWait how long a lock that somebody else holds is waited for
 */
public record GitSettings(
    Map<String, String> environment,
    Path home,
    Path stateFolder,
    String nativeGit,
    Clock clock,
    Duration lockWait) {

  /** As F29 of the fault list asks: long enough for a commit hook's own commit. */
  private static final Duration USUAL_LOCK_WAIT = Duration.ofSeconds(3);

  public GitSettings {
    environment = Map.copyOf(environment);
  }

  /** The usual settings, with the {@code git} that is first on the path. */
  public static GitSettings of(
      Map<String, String> environment, Path home, Path stateFolder, Clock clock) {
    String git = installedGit(environment.getOrDefault("PATH", ""));
    return new GitSettings(environment, home, stateFolder, git, clock, USUAL_LOCK_WAIT);
  }

  /**
   * Only absolute folders count: a relative one would let the working folder choose the program.
   */
  private static String installedGit(String path) {
    for (String folder : path.split(":", -1)) {
      Path program = Path.of(folder, "git");
      if (program.isAbsolute() && Files.isExecutable(program) && !Files.isDirectory(program)) {
        return program.toString();
      }
    }
    return "";
  }

  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
