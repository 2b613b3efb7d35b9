package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.net.RetryPolicy;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelStream;
import dev.vibe.testkit.DeafPort;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may heal is waited for, for a while. */
final class OpenAiRetryTest extends OpenAiModelFixture {

  @Test
  void row_1_a_rate_limit_is_waited_out_as_long_as_the_server_asks() {
    Reply limited =
        Reply.json(
                429,
                "{\"object\":\"error\",\"message\":\"Rate limit"
                    + " exceeded\",\"type\":\"rate_limited\",\"code\":\"1300\"}")
            .header("Retry-After", "Tue, 24 Nov 2026 09:59:00 GMT");
    assertEquals(ProblemCode.RATE_LIMITED, heals(limited).code());
    try (var server = ScriptedServer.start(limited.header("Retry-After", "77"), GOOD)) {
      ModelStream stream = model(settings(server.baseUrl())).open(REQUEST);
      ModelEvent.Retrying retrying = assertInstanceOf(ModelEvent.Retrying.class, stream.next());
      assertEquals(77, retrying.delay().toSeconds());
      assertEquals(1, retrying.attempt());
      stream.close();
      assertEquals(
          ModelEvent.Kind.CANCELLED,
          assertInstanceOf(ModelEvent.Failed.class, stream.next()).kind());
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void row_1_a_wait_that_is_too_long_is_told_and_not_made() {
    Reply limited =
        Reply.json(429, "{\"message\":\"Quota of today\"}").header("Retry-After", "11180");
    try (var server = ScriptedServer.start(limited)) {
      ModelEvent.Failed failed = failed(play(server));

      assertEquals(
          "status 429: Quota of today; it asks for 3h6m20s of patience", failed.problem().cause());
      assertEquals(
          "try again in 3h6m20s, or choose another model with --model", failed.problem().remedy());
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void row_2_waiting_ends_when_the_time_is_used_up() {
    RetryPolicy twoWaits =
        new RetryPolicy(Duration.ofMillis(4), Duration.ofMillis(4), Duration.ofMillis(9));
    Reply limited = error(429, "Requests rate limit exceeded");
    try (var server = ScriptedServer.start(limited, limited, limited, limited, limited, limited)) {
      List<ModelEvent> events =
          play(model(settings(server.baseUrl()).withRetry(twoWaits)), REQUEST);
      ModelEvent.Failed failed = failed(events);
      assertEquals(ModelEvent.Kind.UNREACHABLE, failed.kind());
      assertTrue(failed.problem().cause().contains(" times in "), failed.problem().cause());
      assertEquals(events.size(), server.requests().size());
    }
  }

  @Test
  void row_4_gateway_trouble_is_tried_again_and_told_without_its_page() {
    for (int status : new int[] {502, 503, 504, 520, 529, 408}) {
      Problem reason =
          heals(
              Reply.of(status, "text/html", "<html><h1>Bad Gateway</h1></html>")
                  .header("mistral-correlation-id", "corr-7"));
      assertEquals("status " + status + " (id corr-7)", reason.cause());
    }
    assertEquals(ProblemCode.SERVER_BUSY, heals(error(503, "Loading model")).code());
    assertTrue(heals(error(503, "Loading model")).what().endsWith(" is still loading its model"));
    assertEquals(
        ProblemCode.SERVER_BUSY,
        heals(error(429, "Service tier capacity exceeded for this model.")).code());
  }

  @Test
  void row_4_a_server_that_keeps_failing_is_given_up() {
    Reply broken = error(500, "oops");
    try (var server = ScriptedServer.start(broken, broken, broken, broken, broken, broken)) {
      ModelEvent.Failed failed = failed(play(server));
      assertEquals(ModelEvent.Kind.UNREACHABLE, failed.kind());
      assertEquals(ProblemCode.SERVER_ERROR, failed.problem().code());
      assertEquals(4, server.requests().size());
    }
  }

  @Test
  void row_4_nothing_listening_on_this_machine_is_told_at_once() throws IOException {
    try (DeafPort port = DeafPort.open()) {
      String url = "http://127.0.0.1:" + port.number() + "/v1";
      List<ModelEvent> events = play(model(settings(url)), REQUEST);
      assertEquals(1, events.size());
      assertEquals(ModelEvent.Kind.UNREACHABLE, failed(events).kind());
      assertEquals(ProblemCode.UNREACHABLE, failed(events).problem().code());
    }
  }

  @Test
  void row_2_what_is_left_of_the_minute_is_looked_at() {
    Reply limited =
        error(429, "Requests rate limit exceeded")
            .header("x-ratelimit-limit-tokens-minute", "500000")
            .header("x-ratelimit-remaining-tokens-minute", "120")
            .header("x-ratelimit-tokens-query-cost", "9000");
    try (var server = ScriptedServer.start(limited);
        ModelStream stream = model(settings(server.baseUrl())).open(REQUEST)) {
      ModelEvent.Retrying retrying = assertInstanceOf(ModelEvent.Retrying.class, stream.next());
      assertEquals(5, retrying.delay().toSeconds());
      assertTrue(retrying.reason().cause().endsWith("; 120 tokens left this minute"));
    }
    Reply resets =
        error(429, "x")
            .header("x-ratelimit-remaining-requests", "0")
            .header("x-ratelimit-reset-requests", "1m2.5s");
    try (var server = ScriptedServer.start(resets);
        ModelStream stream = model(settings(server.baseUrl())).open(REQUEST)) {
      ModelEvent.Retrying retrying = assertInstanceOf(ModelEvent.Retrying.class, stream.next());
      assertEquals(62, retrying.delay().toSeconds());
    }
    ModelEvent.Failed never = stops(limited.header("x-ratelimit-tokens-query-cost", "600000"));
    assertEquals(ModelEvent.Kind.CONTEXT_OVERFLOW, never.kind());
  }

  /** The reason for the retry after one answer. */
  private static Problem heals(Reply answer) {
    try (var server = ScriptedServer.start(answer, GOOD)) {
      List<ModelEvent> events = play(server);
      assertEquals("ok", done(events).reply().text());
      assertEquals(2, server.requests().size());
      assertEquals(server.requests().getFirst().body(), server.requests().getLast().body());
      return retry(events).reason();
    }
  }
}
