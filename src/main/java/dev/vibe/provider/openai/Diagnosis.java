package dev.vibe.provider.openai;

import dev.vibe.net.HttpFailure;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelEvent.Obstacle;
import java.util.List;

/** Outcome of a failure: what to do about it. */
sealed interface Diagnosis {

  /**
   * It may heal by itself.
   *
   * @param attempts how many at most, the first included; the time limit is the policy's
   */
  record Retryable(Obstacle obstacle, Problem problem, int attempts) implements Diagnosis {}

  /** Nothing we could repeat helps. */
  record Final(ModelEvent.Kind kind, Problem problem) implements Diagnosis {}

  /**
   * The server cannot read the conversation as it was written; the plainest form of it may help.
   */
  record HistoryRejected(Problem problem) implements Diagnosis {}

  /**
   * The chat template fails at the conversation or at its tools; the plainest form of the one, and
   * then telling of the others in it, may help.
   */
  record TemplateFailed(Problem problem) implements Diagnosis {}

  /** The server does not take fields that the request can do without, or name otherwise. */
  record FieldsRejected(List<String> fields) implements Diagnosis {
    public FieldsRejected {
      fields = List.copyOf(fields);
    }
  }

  /** The server takes no images, or not these. */
  record ImagesRejected(Problem problem) implements Diagnosis {}

  /** The key was refused; another one may help. */
  record KeyRejected(Problem problem) implements Diagnosis {}

  int ANY_NUMBER = Integer.MAX_VALUE;

  /** A connection that cannot be made is tried this often, so that a wrong address shows soon. */
  int CONNECTING = 4;

  /** Each broken reply has cost the tokens of a whole one. */
  int BROKEN_REPLIES = 4;

  /** The same for who asks for the list of models and can go on with nothing. */
  default VibeException failure(Exception cause) {
    return switch (this) {
      case Retryable(Obstacle obstacle, Problem problem, int attempts) ->
          new VibeException(ExitCode.UNREACHABLE, problem, cause);
      case KeyRejected(Problem problem) -> new VibeException(ExitCode.UNAUTHORIZED, problem, cause);
      case Final(ModelEvent.Kind kind, Problem problem) ->
          new VibeException(
              switch (kind) {
                case UNAUTHORIZED -> ExitCode.UNAUTHORIZED;
                case CANCELLED -> ExitCode.INTERRUPTED;
                case UNREACHABLE, QUOTA, CONTEXT_OVERFLOW, REJECTED -> ExitCode.UNREACHABLE;
              },
              problem,
              cause);
      case HistoryRejected(Problem problem) ->
          new VibeException(ExitCode.UNREACHABLE, problem, cause);
      case TemplateFailed(Problem problem) ->
          new VibeException(ExitCode.UNREACHABLE, problem, cause);
      case ImagesRejected(Problem problem) ->
          new VibeException(ExitCode.UNREACHABLE, problem, cause);
      case FieldsRejected(List<String> fields) ->
          new VibeException(
              ExitCode.UNREACHABLE,
              new Problem(
                  ProblemCode.REJECTED,
                  "the list of models was refused",
                  String.join(", ", fields),
                  ""),
              cause);
    };
  }

  /** There was no answer, or it broke off. */
  static Diagnosis of(HttpFailure failure, EndpointProblems problems, Acquaintance acquaintance) {
    boolean known = acquaintance == Acquaintance.HAS_ANSWERED;
    return switch (failure.kind()) {
      case CANCELLED -> new Final(ModelEvent.Kind.CANCELLED, problems.cancelled());
      case TOO_LARGE ->
          new Final(
              ModelEvent.Kind.REJECTED, problems.tooLarge(String.valueOf(failure.getMessage())));
      case TLS, FORBIDDEN -> new Final(ModelEvent.Kind.UNREACHABLE, problems.unreachable(failure));
      case UNKNOWN_HOST, REFUSED -> {
        // Nothing there from the start is a wrong address or a server that does not run.
        boolean heals =
            known || (failure.kind() == HttpFailure.Kind.REFUSED && !problems.isLocal());
        yield heals
            ? new Retryable(
                Obstacle.NO_CONNECTION,
                problems.unreachable(failure),
                known ? ANY_NUMBER : CONNECTING)
            : new Final(ModelEvent.Kind.UNREACHABLE, problems.unreachable(failure));
      }
      case PROXY ->
          known
              ? new Retryable(Obstacle.NO_CONNECTION, problems.unreachable(failure), ANY_NUMBER)
              : new Final(ModelEvent.Kind.UNREACHABLE, problems.unreachable(failure));
      case NO_CONNECTION ->
          new Retryable(
              Obstacle.NO_CONNECTION,
              problems.unreachable(failure),
              known ? ANY_NUMBER : CONNECTING);
      case SILENCE -> new Retryable(Obstacle.SILENCE, problems.silent(failure), 2);
      case BROKEN ->
          new Retryable(
              Obstacle.BROKEN_REPLY,
              problems.broken(String.valueOf(failure.getMessage())),
              BROKEN_REPLIES);
    };
  }

  /** Whether the endpoint has answered anything in this session. */
  enum Acquaintance {
    STRANGER,
    HAS_ANSWERED
  }
}
