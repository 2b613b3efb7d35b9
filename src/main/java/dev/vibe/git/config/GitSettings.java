package dev.vibe.git.config;

import dev.vibe.file.ProgramPath;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * @param owners who the user is, and whose files are
 */
public record GitSettings(
    Map<String, String> environment,
    Path home,
    Path stateFolder,
    String nativeGit,
    Clock clock,
    Duration lockWait,
    FileOwners owners) {

  /** As F29 of the fault list asks: long enough for a commit hook's own commit. */
  private static final Duration USUAL_LOCK_WAIT = Duration.ofSeconds(3);

  public GitSettings {
    environment = Map.copyOf(environment);
  }

  /**
   * The usual settings, with the {@code git} that is first on the path. Only absolute folders
   * count: a relative one would let the working folder choose the program.
   */
  public static GitSettings of(
      Map<String, String> environment, Path home, Path stateFolder, Clock clock) {
    ProgramPath path = ProgramPath.outside(List.of(), environment.getOrDefault("PATH", ""));
    String git = path.find("git").map(Path::toString).orElse("");
    return new GitSettings(
        environment, home, stateFolder, git, clock, USUAL_LOCK_WAIT, FileOwners.ofMachine());
  }

  /**
   * The same without any program that these folders may have a hand in: neither {@code git} nor
   * what it starts by name is looked for in them.
   *
   * @param workspace real paths
   */
  public GitSettings awayFrom(List<Path> workspace) {
    ProgramPath path = ProgramPath.outside(workspace, variable("PATH"));
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("PATH", path.text());
    String git =
        Optional.of(nativeGit)
            .filter(present -> present.isEmpty() || path.mayRun(Path.of(present)))
            .or(() -> path.find("git").map(Path::toString))
            .orElse("");
    return new GitSettings(variables, home, stateFolder, git, clock, lockWait, owners);
  }

  /** The same on a machine with other users. */
  public GitSettings on(FileOwners machine) {
    return new GitSettings(environment, home, stateFolder, nativeGit, clock, lockWait, machine);
  }

  /** Whether there is a program of this name that may be run. */
  boolean has(String program) {
    return ProgramPath.outside(List.of(), variable("PATH")).find(program).isPresent();
  }

  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
