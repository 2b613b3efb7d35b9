package dev.vibe.provider.openai;

import dev.vibe.net.HttpFailure;
import dev.vibe.net.RetryPolicy;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelEvent.Obstacle;
import dev.vibe.provider.openai.wire.ServerError;
import dev.vibe.provider.openai.wire.request.RequestFields;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What to do about a failure. Reading the servers' own words is here and nowhere else. */
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

  /** The server does not take a field that the request can do without. */
  record FieldRejected(String field) implements Diagnosis {}

  /** The server takes no images, or not these. */
  record ImagesRejected(Problem problem) implements Diagnosis {}

  /** The key was refused; another one may help. */
  record KeyRejected(Problem problem) implements Diagnosis {}

  int ANY_NUMBER = Integer.MAX_VALUE;

  /** A connection that cannot be made is tried this often, so that a wrong address shows soon. */
  int CONNECTING = 4;

  /** Each broken reply has cost the tokens of a whole one. */
  int BROKEN_REPLIES = 4;

  List<String> OVERFLOW =
      List.of(
          "maximum context length",
          "context_length_exceeded",
          "context length",
          "context size",
          "context window",
          "exceed_context_size",
          "model_context_exceeded",
          "prompt_too_long",
          "prompt too long",
          "prompt is too long",
          "input is too long",
          "too large for model with",
          "n_keep",
          "when context the overflows",
          "maximum input length",
          "input token count",
          "too many tokens",
          "reduce the length of",
          "max_new_tokens");

  List<String> QUOTA =
      List.of(
          "insufficient_quota", "billing", "credit balance", "payment required", "out of credit");

  List<String> UNKNOWN_MODEL =
      List.of("invalid_model", "invalid model", "model_not_found", "notfounderror");

  /** Words of a chat template or a strict parser about the history: the same body fails again. */
  List<String> HISTORY =
      List.of(
          "roles must alternate",
          "roles are supported",
          "system role not supported",
          "jinja exception",
          "template",
          "raise_exception",
          "tool call arguments",
          "invalid message content",
          "delimiter:",
          "unterminated string",
          "unexpected role",
          "expected last role",
          "number of function calls and responses",
          "tool call id",
          "either content or tool_calls",
          "no user query found",
          "invalid_request_message_order",
          "invalid_request_assistant_message",
          "invalid_function_call");

  List<String> UNWANTED =
      List.of(
          "unrecognized",
          "unsupported",
          "not supported",
          "not support",
          "unknown",
          "extra inputs",
          "extra_forbidden",
          "not permitted",
          "unexpected",
          "not allowed");

  /** Words of servers about images that they cannot show their model. */
  List<String> IMAGES =
      List.of("image", "vision", "multimodal", "multi-modal", "modalit", "mmproj");

  /** The endpoint answered with an error, by status or inside a reply. */
  static Diagnosis of(ServerError error, Answer answer, EndpointProblems place, Set<String> sent) {
    int status = error.status();
    boolean invalid = status == 400 || status == 422;
    String named = invalid ? namedField(error, sent) : "";
    if (!named.isEmpty()) {
      return new FieldRejected(named);
    }
    boolean showed = sent.contains(RequestFields.IMAGE);
    if (showed && isAboutImages(error)) {
      return new ImagesRejected(place.rejected(error, answer));
    }
    boolean aboutRequest =
        switch (status) {
          case 0, 400, 413, 422, 500 -> true;
          default -> false;
        };
    if (status == 413 || (aboutRequest && error.mentions(OVERFLOW))) {
      return new Final(ModelEvent.Kind.CONTEXT_OVERFLOW, place.overflow(error));
    }
    if (status == 402 || (status != 401 && error.mentions(QUOTA))) {
      return new Final(ModelEvent.Kind.QUOTA, place.quota(error));
    }
    if (status == 429 && answer.limits().neverFits()) {
      return new Final(ModelEvent.Kind.CONTEXT_OVERFLOW, place.overLimit(answer));
    }
    String unwanted = invalid ? unwantedField(error, sent) : "";
    if (!unwanted.isEmpty()) {
      return new FieldRejected(unwanted);
    }
    if (error.mentions(UNKNOWN_MODEL) || error.code().equals("1500") || isMissingModel(error)) {
      return new Final(ModelEvent.Kind.REJECTED, place.unknownModel(error));
    }
    if ((invalid || status == 500) && error.mentions(HISTORY)) {
      return new HistoryRejected(place.rejected(error, answer));
    }
    if (showed && (invalid || status == 415)) {
      // Nothing explains it, and with the image in the history it would fail for ever.
      return new ImagesRejected(place.rejected(error, answer));
    }
    return byStatus(error, answer, place);
  }

  /** By its words; a body that is too large for a gateway is so because of an image. */
  private static boolean isAboutImages(ServerError error) {
    return switch (error.status()) {
      case 413 -> true;
      case 400, 404, 415, 422, 500 -> error.mentions(IMAGES) && !error.mentions(OVERFLOW);
      default -> false;
    };
  }

  private static Diagnosis byStatus(ServerError error, Answer answer, EndpointProblems place) {
    int status = error.status();
    if (status >= 300 && status < 400) {
      return new Final(ModelEvent.Kind.REJECTED, place.redirected(answer));
    }
    if (RetryPolicy.mayHeal(status)) {
      int attempts = status == 500 ? BROKEN_REPLIES : ANY_NUMBER;
      return new Retryable(Obstacle.BUSY, place.serverTrouble(error, answer), attempts);
    }
    return switch (status) {
      case 0 -> new Retryable(Obstacle.BROKEN_REPLY, place.broken(error.message()), BROKEN_REPLIES);
      case 401 -> new KeyRejected(place.unauthorized(error));
      case 403 -> new Final(ModelEvent.Kind.UNAUTHORIZED, place.forbidden(error));
      case 404, 405 -> new Final(ModelEvent.Kind.REJECTED, place.badPath(error, answer));
      case 407 -> new Final(ModelEvent.Kind.UNREACHABLE, place.proxyLogin());
      default -> new Final(ModelEvent.Kind.REJECTED, place.rejected(error, answer));
    };
  }

  private static boolean isMissingModel(ServerError error) {
    return error.status() == 404
        && error.mentions(List.of("model"))
        && error.mentions(List.of("not found", "not exist", "does not", "no such", "unknown"));
  }

  /** The optional field that the body of the error points at, if it was sent at all. */
  private static String namedField(ServerError error, Set<String> sent) {
    return RequestFields.OPTIONAL.stream()
        .filter(field -> error.fields().contains(field) && sent.contains(field))
        .findFirst()
        .orElse("");
  }

  /** The optional field that the words of the error are about. */
  private static String unwantedField(ServerError error, Set<String> sent) {
    if (!error.mentions(UNWANTED)) {
      return "";
    }
    String message = error.message().toLowerCase(Locale.ROOT);
    return RequestFields.OPTIONAL.stream()
        .filter(field -> message.contains(field) && sent.contains(field))
        .findFirst()
        .orElse("");
  }

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
      case ImagesRejected(Problem problem) ->
          new VibeException(ExitCode.UNREACHABLE, problem, cause);
      case FieldRejected(String field) ->
          new VibeException(
              ExitCode.UNREACHABLE,
              new Problem(ProblemCode.REJECTED, "the list of models was refused", field, ""),
              cause);
    };
  }

  /** There was no answer, or it broke off. */
  static Diagnosis of(HttpFailure failure, EndpointProblems place, Acquaintance acquaintance) {
    boolean known = acquaintance == Acquaintance.HAS_ANSWERED;
    return switch (failure.kind()) {
      case CANCELLED -> new Final(ModelEvent.Kind.CANCELLED, place.cancelled());
      case TOO_LARGE ->
          new Final(ModelEvent.Kind.REJECTED, place.tooLarge(String.valueOf(failure.getMessage())));
      case TLS -> new Final(ModelEvent.Kind.UNREACHABLE, place.unreachable(failure));
      case UNKNOWN_HOST, REFUSED -> {
        // Nothing there from the start is a wrong address or a server that does not run.
        boolean heals = known || (failure.kind() == HttpFailure.Kind.REFUSED && !place.isLocal());
        yield heals
            ? new Retryable(
                Obstacle.NO_CONNECTION, place.unreachable(failure), known ? ANY_NUMBER : CONNECTING)
            : new Final(ModelEvent.Kind.UNREACHABLE, place.unreachable(failure));
      }
      case NO_CONNECTION ->
          new Retryable(
              Obstacle.NO_CONNECTION, place.unreachable(failure), known ? ANY_NUMBER : CONNECTING);
      case SILENCE -> new Retryable(Obstacle.SILENCE, place.silent(failure), 2);
      case BROKEN ->
          new Retryable(
              Obstacle.BROKEN_REPLY,
              place.broken(String.valueOf(failure.getMessage())),
              BROKEN_REPLIES);
    };
  }

  /** Whether the endpoint has answered anything in this session. */
  enum Acquaintance {
    STRANGER,
    HAS_ANSWERED
  }

  /**
   * The head of an answer.
   *
   * @param correlation the server's id of it, for its operator; empty when it gave none
   * @param location of a redirect; empty when it is none
   * @param retryAfter the header as it came
   */
  record Answer(String correlation, String location, String retryAfter, RateLimits limits) {
    static final Answer NONE = new Answer("", "", "", RateLimits.NONE);
  }
}
