package dev.vibe.provider.openai;

import dev.vibe.net.HttpReply;
import dev.vibe.provider.openai.wire.ServerError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Refusal as a server answered it: what it says, and the head under which it came. */
record ErrorReply(ServerError error, Head head) {

  private static final int MAX_BYTES = 64 * 1024;

  /** Headers by which servers and gateways name an answer, for their operators. */
  private static final List<String> CORRELATION =
      List.of("mistral-correlation-id", "x-request-id", "x-kong-request-id");

  /**
   * The head of an answer.
   *
   * @param correlation the server's id of it, for its operator; empty when it gave none
   * @param location of a redirect; empty when it is none
   * @param retryAfter the header as it came
   */
  record Head(String correlation, String location, String retryAfter, RateLimits limits) {

    static Head of(HttpReply reply) {
      String correlation =
          CORRELATION.stream()
              .map(reply::header)
              .filter(value -> !value.isEmpty())
              .findFirst()
              .orElse("");
      return new Head(
          correlation,
          reply.header("location"),
          reply.header("retry-after"),
          RateLimits.of(reply::header));
    }
  }

  /**
   * Reads an answer that is no reply.
   *
   * @param silence how long the rest of its body is waited for
   */
  static ErrorReply read(HttpReply reply, Duration silence) throws IOException {
    reply.limitSilence(silence);
    return of(ServerError.parse(reply.status(), reply.text(MAX_BYTES)), reply);
  }

  /** An error inside a reply that began well. */
  static ErrorReply of(ServerError error, HttpReply reply) {
    return new ErrorReply(error, Head.of(reply));
  }
}
