package dev.vibe.provider.openai;

import dev.vibe.net.HttpFailure;
import dev.vibe.net.Redaction;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ServedModel;
import dev.vibe.provider.openai.wire.ServerError;
import dev.vibe.text.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Problems of an endpoint, in words for people. Everything that came from a server is redacted
 * here.
 */
record EndpointProblems(Endpoint endpoint, String model, String keyOrigin, Redaction redaction) {

  private static final int MOST_LISTED = 12;

  boolean isLocal() {
    return endpoint.isLoopback();
  }

  private String at() {
    return endpoint.display();
  }

  private Problem problem(ProblemCode code, String what, String cause, String remedy) {
    return new Problem(code, what, redaction.apply(cause), remedy);
  }

  private String noReply() {
    return "no reply from " + model + " at " + at();
  }

  Problem cancelled() {
    return problem(ProblemCode.CANCELLED, "the reply was cancelled", "", "");
  }

  Problem unreachable(HttpFailure failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure.kind()) {
      case TLS ->
          problem(
              ProblemCode.TLS_FAILED,
              "no secure connection to " + at(),
              message,
              "check the clock; behind a proxy that opens TLS, set net.ca_file to its certificate");
      case UNKNOWN_HOST ->
          problem(
              ProblemCode.UNREACHABLE,
              "cannot reach " + at(),
              message,
              "check the base URL and the network");
      case PROXY ->
          problem(
              ProblemCode.UNREACHABLE,
              "cannot reach " + at() + " through the proxy",
              message,
              "start the proxy, correct or unset what names it, or name the host in no_proxy");
      case REFUSED, NO_CONNECTION, FORBIDDEN, SILENCE, BROKEN, TOO_LARGE, CANCELLED ->
          problem(
              ProblemCode.UNREACHABLE,
              "cannot reach " + at(),
              message,
              isLocal()
                  ? "start the model server there, or name another with --base-url"
                  : "check the base URL, the network and the proxy");
    };
  }

  Problem silent(HttpFailure failure) {
    return problem(
        ProblemCode.NO_ANSWER,
        noReply(),
        String.valueOf(failure.getMessage()),
        "look at the server's log; a shorter conversation answers sooner");
  }

  Problem broken(String why) {
    return problem(
        ProblemCode.BROKEN_STREAM,
        "the reply of " + model + " broke off",
        why,
        "look at the server's log, or try again");
  }

  Problem empty() {
    return problem(
        ProblemCode.EMPTY_REPLY,
        model + " answered with nothing",
        "the server may have cut the conversation, or its tool parser may have failed",
        "check the context length the server runs with");
  }

  /** An overflow that the server did not name. */
  Problem emptyOverflow() {
    return problem(
        ProblemCode.CONTEXT_OVERFLOW,
        "the conversation is larger than the context of " + model,
        "the server answered with nothing",
        "start a new session, or run the server with a larger context");
  }

  Problem tooLarge(String why) {
    return problem(ProblemCode.REPLY_TOO_LARGE, noReply(), why, "ask for less at once");
  }

  Problem overflow(ServerError error) {
    return problem(
        ProblemCode.CONTEXT_OVERFLOW,
        "the conversation is larger than the context of " + model,
        said(error),
        "start a new session, or run the server with a larger context");
  }

  /** A request that a minute's allowance of tokens can never hold. */
  Problem overLimit(ErrorReply reply) {
    return problem(
        ProblemCode.OVER_RATE_LIMIT,
        "the conversation is larger than the rate limit of " + model + " at " + at(),
        reply.head().limits().said(),
        "start a new session, or raise the limit of tokens a minute");
  }

  Problem quota(ServerError error) {
    return problem(
        ProblemCode.QUOTA,
        "no credit left for " + model + " at " + at(),
        said(error),
        "check plan and billing with the provider, or choose another model with --model");
  }

  Problem unauthorized(ServerError error) {
    if (keyOrigin.isEmpty()) {
      return problem(
          ProblemCode.UNAUTHORIZED,
          at() + " wants a key",
          "none is configured",
          "set VIBE_API_KEY, or api_key_env in the configuration");
    }
    return problem(
        ProblemCode.UNAUTHORIZED,
        at() + " refused the key",
        statusOf(error) + " for the key from " + keyOrigin + tail(error),
        "check " + keyOrigin + ": unset, mistyped, expired, or of another provider");
  }

  Problem forbidden(ServerError error) {
    String key = keyOrigin.isEmpty() ? "without a key" : "with the key from " + keyOrigin;
    return problem(
        ProblemCode.FORBIDDEN,
        at() + " does not let you use " + model,
        "status 403 " + key + tail(error),
        "check that the plan or workspace of this key includes the model");
  }

  Problem proxyLogin() {
    return problem(
        ProblemCode.PROXY_LOGIN,
        "the proxy does not let the request through",
        "status 407",
        "put the login into the proxy's URL: http://user:password@host:port");
  }

  Problem unknownModel(ServerError error) {
    return problem(
        ProblemCode.UNKNOWN_MODEL,
        at() + " does not know the model " + model,
        said(error),
        "choose one it serves with --model");
  }

  /** What the endpoint has instead, for a model it does not know. */
  Problem unknownModel(Problem unknown, List<ServedModel> served) {
    if (served.isEmpty()) {
      return unknown;
    }
    String replacement =
        served.stream()
            .filter(each -> each.id().equals(model) && !each.replacement().isEmpty())
            .map(each -> "it names " + each.replacement() + " as successor; ")
            .findFirst()
            .orElse("");
    String names =
        served.stream().limit(MOST_LISTED).map(ServedModel::id).collect(Collectors.joining(", "));
    String more =
        served.size() > MOST_LISTED ? " and " + (served.size() - MOST_LISTED) + " more" : "";
    return problem(
        unknown.code(),
        unknown.what(),
        unknown.cause(),
        redaction.apply(replacement + "choose one with --model: " + names + more));
  }

  Problem badPath(ErrorReply reply) {
    return problem(
        ProblemCode.BAD_BASE_URL,
        "there is no chat completions endpoint at " + at(),
        statusOf(reply.error()) + tail(reply.error()) + correlation(reply),
        endpoint.hasVersion()
            ? "check the path of the base URL"
            : "the base URL usually ends with /v1: try " + at() + "/v1");
  }

  Problem webPage() {
    return problem(
        ProblemCode.BAD_BASE_URL,
        at() + " answers with a web page",
        "a model endpoint answers with JSON or an event stream",
        "check the base URL; it usually ends with /v1");
  }

  Problem redirected(ErrorReply reply) {
    String target = "elsewhere";
    try {
      URI location = endpoint.base().resolve(reply.head().location());
      target = location.getScheme() + "://" + location.getRawAuthority();
    } catch (IllegalArgumentException e) {
      // A location that is no address; that it leads elsewhere is all there is to say.
    }
    return problem(
        ProblemCode.BAD_BASE_URL,
        at() + " redirects to " + target,
        "a redirect to another server is not followed, because the key would go there",
        "use the right base URL");
  }

  Problem rejected(ErrorReply reply) {
    return problem(
        ProblemCode.REJECTED,
        at() + " refused the request",
        statusOf(reply.error()) + tail(reply.error()) + correlation(reply),
        remedyFor(reply.error()));
  }

  private static String remedyFor(ServerError error) {
    if (error.mentions(List.of("enable-auto-tool-choice", "tool-call-parser"))) {
      return "start vLLM with --enable-auto-tool-choice --tool-call-parser mistral";
    }
    if (error.mentions(List.of("jinja"))) {
      return "start llama-server with --jinja";
    }
    if (error.mentions(List.of("does not support tools"))) {
      return "choose a model that can call tools";
    }
    return "see vibe --verbose and the server's log";
  }

  /** A status that may heal by itself. */
  Problem serverTrouble(ErrorReply reply) {
    ServerError error = reply.error();
    String cause = statusOf(error) + tail(error) + correlation(reply);
    if (error.status() == 429 && !error.mentions(List.of("capacity"))) {
      String left = reply.head().limits().said();
      return problem(
          ProblemCode.RATE_LIMITED,
          at() + " allows no more requests now",
          left.isEmpty() ? cause : cause + "; " + left,
          "wait, or raise the limit");
    }
    if (error.mentions(List.of("loading model"))) {
      return problem(
          ProblemCode.SERVER_BUSY, at() + " is still loading its model", cause, "wait for it");
    }
    boolean full = error.mentions(List.of("capacity", "server busy", "overloaded"));
    return full
        ? problem(
            ProblemCode.SERVER_BUSY, at() + " is busy", cause, "wait, or choose another model")
        : problem(ProblemCode.SERVER_ERROR, at() + " failed", cause, "look at the server's log");
  }

  /**
   * A problem that did not heal.
   *
   * @param spent what was tried
   * @param asked how long the server wants to be left alone, which is longer than is waited; zero
   *     when it does not say
   */
  static Problem givenUp(Problem problem, Retries.Spent spent, Duration asked) {
    String tried =
        spent.attempts() == 1
            ? ""
            : ", %d times in %d s of waiting"
                .formatted(spent.attempts(), spent.waited().toSeconds());
    if (asked.isZero()) {
      return new Problem(problem.code(), problem.what(), problem.cause() + tried, problem.remedy());
    }
    String wait = Durations.format(asked);
    return new Problem(
        problem.code(),
        problem.what(),
        problem.cause() + tried + "; it asks for " + wait + " of patience",
        "try again in " + wait + ", or choose another model with --model");
  }

  private static String statusOf(ServerError error) {
    return error.status() == 0 ? "error in the reply" : "status " + error.status();
  }

  private static String said(ServerError error) {
    return error.message().isEmpty() ? statusOf(error) : error.message();
  }

  private static String tail(ServerError error) {
    return error.message().isEmpty() ? "" : ": " + error.message();
  }

  private static String correlation(ErrorReply reply) {
    String id = reply.head().correlation();
    return id.isEmpty() ? "" : " (id " + id + ")";
  }
}
