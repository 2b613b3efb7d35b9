package dev.vibe.exec;

import dev.vibe.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Port that decides how a shell is started: as it is, or inside something that confines it. */
@FunctionalInterface
public interface Launcher {

  /**
   * The program and arguments to start.
   *
   * @param shell program and arguments that run the command, e.g. {@code bash -c 'mvn test'}
   * @param directory the working folder, absolute
   * @throws dev.vibe.problem.VibeException (refused) with the {@link #obstacle}, if there is one
   */
  List<String> argv(List<String> shell, Path directory);

  /** Whether what it starts has no network. */
  default boolean isOffline() {
    return false;
  }

  /**
   * What a command is kept from, for people: {@code without a sandbox}. May block as that below.
   */
  default String confinement() {
    return "without a sandbox";
  }

  /**
   * Why a command may not be started here at all; empty when it may. May block for a second or two
   * when it is asked for the first time.
   *
   * @param command the text given to the shell
   */
  default Optional<Problem> obstacle(String command) {
    return Optional.empty();
  }

  /** Starts the shell as it is. */
  static Launcher unconfined() {
    return (shell, directory) -> shell;
  }
}
