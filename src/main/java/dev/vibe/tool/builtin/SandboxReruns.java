package dev.vibe.tool.builtin;

import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.Launch;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.ProcessResult;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Record of the commands that a sandbox looks to have kept from their work. The model is told; when
 * it asks for the very same command again, a person is asked to let it run outside. Thread-safe.
 */
final class SandboxReruns {

  private final Launcher launcher;

  /** What kept them, by their text. */
  private final Map<String, String> stopped = new ConcurrentHashMap<>();

  SandboxReruns(Launcher launcher) {
    this.launcher = launcher;
  }

  /**
   * What is to be asked before a command runs outside of the sandbox; empty when it runs inside.
   */
  Optional<Problem> objection(String command) {
    return Optional.ofNullable(stopped.get(command))
        .filter(from -> launcher.mayGoOutside())
        .map(
            from ->
                new Problem(
                    ProblemCode.OUTSIDE_SANDBOX,
                    "it would run outside the sandbox, as you",
                    "inside it was kept from " + from,
                    "a yes in a terminal, what it needs in the sandbox settings, or --sandbox"
                        + " off"));
  }

  /**
   * What the model is told beside a result: a line with a line break before it, or nothing.
   *
   * @param kept what a sandbox looks to have kept it from; empty when nothing
   */
  String told(CommandRequest request, ProcessResult result, String kept) {
    if (request.reach() == Launch.Reach.OUTSIDE) {
      stopped.remove(request.command());
      return "\nran outside the sandbox, as the user allowed";
    }
    if (kept.isEmpty()) {
      return "";
    }
    String what = "\nthe sandbox (" + result.level() + ") looks to have kept it from " + kept;
    if (!launcher.mayGoOutside()) {
      return what + ", and no command may leave it";
    }
    stopped.put(request.command(), kept);
    return what + "; to run it outside, give this very command again: the user is asked first";
  }
}
