package dev.vibe.acp;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.rpc.RpcException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Translation of problems to the errors of the protocol. */
final class AcpProblems {

  private static final int NO_ACCESS = -32000;
  private static final int NOT_FOUND = -32002;

  private AcpProblems() {}

  static RpcException answer(VibeException e) {
    return answer(e.exitCode(), e.problem());
  }

  /** What failed, why, and what to do, in one line. */
  static RpcException answer(ExitCode exitCode, Problem problem) {
    String message =
        Stream.of(problem.what(), problem.cause(), problem.remedy())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return new RpcException(code(exitCode, problem), message);
  }

  private static int code(ExitCode exitCode, Problem problem) {
    if (exitCode == ExitCode.UNAUTHORIZED || problem.code() == ProblemCode.NO_MODEL) {
      return NO_ACCESS;
    }
    if (problem.code() == ProblemCode.NO_SESSION) {
      return NOT_FOUND;
    }
    return exitCode == ExitCode.USAGE ? RpcException.INVALID_PARAMS : RpcException.INTERNAL_ERROR;
  }

  static RpcException noSession(String id) {
    return new RpcException(NOT_FOUND, "no session " + id + " is open");
  }

  /** What a person should know, and nothing went wrong. */
  static Problem note(String text) {
    return new Problem(ProblemCode.EDITOR_NOTE, text, "", "");
  }
}
