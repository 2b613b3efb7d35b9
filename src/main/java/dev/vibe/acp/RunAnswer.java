package dev.vibe.acp;

import dev.vibe.event.RunResult;
import dev.vibe.event.RunResult.Ending;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.rpc.RpcException;

/** Answer to a prompt, by how its run ended. */
sealed interface RunAnswer {

  /** Why the model says no more. */
  enum StopReason {
    END_TURN("end_turn"),
    MAX_TOKENS("max_tokens"),
    MAX_TURN_REQUESTS("max_turn_requests"),
    CANCELLED("cancelled");

    private final String word;

    StopReason(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** It came to an end. */
  record Stopped(StopReason reason) implements RunAnswer {}

  /** It came to an end that a person should hear the cause of. */
  record StoppedBy(StopReason reason, Problem problem) implements RunAnswer {}

  /** There is no answer of the model. */
  record Failed(RpcException why) implements RunAnswer {}

  static RunAnswer of(RunResult result) {
    return switch (result.ending()) {
      case Ending.Well() -> new Stopped(StopReason.END_TURN);
      case Ending.Badly(ExitCode code, Problem problem) -> of(code, problem);
    };
  }

  private static RunAnswer of(ExitCode code, Problem problem) {
    return switch (code) {
      case INTERRUPTED, TERMINATED -> new Stopped(StopReason.CANCELLED);
      case LIMIT, TIMEOUT ->
          new StoppedBy(
              problem.code() == ProblemCode.LIMIT_TOKENS
                  ? StopReason.MAX_TOKENS
                  : StopReason.MAX_TURN_REQUESTS,
              problem);
      case DONE, REFUSED, UNVERIFIED, UNCHANGED -> new StoppedBy(StopReason.END_TURN, problem);
      case FAILED, USAGE, UNREACHABLE, UNAUTHORIZED ->
          new Failed(AcpProblems.answer(code, problem));
    };
  }
}
