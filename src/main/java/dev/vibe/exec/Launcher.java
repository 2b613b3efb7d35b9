package dev.vibe.exec;

import dev.vibe.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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

  /**
   * The whole launch of a command.
   *
   * @param shell program and arguments that run it
   * @throws dev.vibe.problem.VibeException (refused) with the {@link #obstacle}, if there is one
   */
  default Launch launch(CommandRequest request, List<String> shell) {
    return Launch.plain(argv(shell, request.directory()));
  }

  /**
   * Whom commands are started for from now on.
   *
   * @param reading which of them run unasked because they only read
   */
  default void startFor(Asked asked, Predicate<CommandRequest> reading) {}

  /** Whether a command is one of those that only read. Looks at the disk. */
  default boolean isReading(CommandRequest request) {
    return false;
  }

  /** Way in which it comes that commands are started. */
  enum Asked {
    /** The mode lets them pass, so that they are confined as well as this machine can. */
    NOBODY,
    /** Somebody, or a rule of theirs, said yes to each, and knew what it can reach. */
    SOMEBODY
  }

  /**
   * The parts in which a command is run, one after another and each launched by itself; one where
   * nothing is gained by that.
   */
  default List<CommandPart> parts(CommandRequest request) {
    return List.of(new CommandPart(CommandPart.When.ALWAYS, request.command()));
  }

  /**
   * What kept a command from its work, for the model; empty when nothing did, as far as its output
   * tells.
   *
   * @param level as in {@link Launch#level}
   */
  default Optional<String> stopped(String level, ProcessResult result) {
    return Optional.empty();
  }

  /**
   * What somebody is to know who lets commands run unasked: that nothing confines them here. Given
   * once, and not where they want none confined. Tries that out.
   */
  default Optional<Problem> warning() {
    return Optional.empty();
  }

  /** Whether somebody can let a command run that is not confined as others are. */
  default boolean mayGoOutside() {
    return false;
  }

  /** What a command may use at most. */
  default CommandLimits limits(CommandRequest request) {
    return CommandLimits.NONE;
  }

  /** Takes away what it needed. Idempotent. */
  default void close() {}

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

  /** The same of a command that somebody lets run outside. */
  default String confinementOutside() {
    return confinement();
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
