package dev.vibe.exec;

import java.nio.file.Path;
import java.util.List;

/** Decides how a shell is started: as it is, or inside something that confines it. */
@FunctionalInterface
public interface Launcher {

  /**
   * The program and arguments to start.
   *
   * @param shell program and arguments that run the command, e.g. {@code bash -c 'mvn test'}
   * @param directory the working folder, absolute
   */
  List<String> argv(List<String> shell, Path directory);

  /** Starts the shell as it is. */
  static Launcher unconfined() {
    return (shell, directory) -> shell;
  }
}
