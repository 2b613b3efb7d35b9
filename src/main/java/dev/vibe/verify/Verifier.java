package dev.vibe.verify;

import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.OutputSnapshot;
import dev.vibe.exec.ProcessResult;
import dev.vibe.git.GitWorkspace;
import dev.vibe.problem.VibeException;
import java.util.function.Consumer;

/**
 * Runner of verifications: the user's command in the working folder, on the files as they are.
 *
 * <p>Nobody is asked, because the user chose the command; it is confined as commands of the mode
 * {@code auto} are, because what it runs may be what a model wrote. Owned by one thread.
 */
public final class Verifier {

  private final CommandRunner runner;
  private final GitWorkspace git;
  private final Consumer<OutputSnapshot> watcher;

  /**
   * Takes what it runs with.
   *
   * @param watcher hears of the output while the command runs, on the calling thread
   */
  public Verifier(CommandRunner runner, GitWorkspace git, Consumer<OutputSnapshot> watcher) {
    this.runner = runner;
    this.git = git;
    this.watcher = watcher;
  }

  /**
   * Blocks until the command has ended, at most an hour. An interrupt of the thread ends it and all
   * that it started, and leaves the flag set; the verification then is broken off.
   *
   * @throws VibeException when the machine cannot start it, or may not as it is confined
   */
  public Verification verify(String command) {
    String tree = git.tree();
    ProcessResult result = runner.run(CommandRequest.check(command, git.folder()), watcher);
    return new Verification(
        command, tree, result, runner.launcher().stopped(result.level(), result));
  }
}
