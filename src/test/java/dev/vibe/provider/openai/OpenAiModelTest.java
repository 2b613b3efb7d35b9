package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.model.Vision;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.RetryPolicy;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.ServedModel;
import dev.vibe.testkit.DeafPort;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.RequestRules;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OpenAiModelTest {

  private static final String KEY = "sk-test-0123456789abcdef";
  private static final Reply GOOD = StreamScript.of(StreamShape.VLLM).text("ok").reply();
  private static final RetryPolicy QUICK =
      new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMinutes(5));
  private static final RetryPolicy NONE =
      new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);
  private static final List<ToolSpec> TOOLS =
      List.of(new ToolSpec("bash", "Run.", new RawJson("{\"type\":\"object\"}")));
  private static final ModelRequest REQUEST =
      new ModelRequest("You are vibe.", List.of(Message.User.text("hi")), TOOLS);

  private static EndpointSettings settings(String baseUrl) {
    return EndpointSettings.of(baseUrl, new KeySupplier("MY_KEY", () -> KEY), "devstral")
        .withRetry(QUICK);
  }

  private static OpenAiModel model(EndpointSettings settings) {
    return new OpenAiModel(
        settings,
        new Http(HttpSettings.DEFAULT),
        InstantSource.fixed(Instant.parse("2026-11-24T10:00:00Z")),
        new SplittableRandom(1));
  }

  private static List<ModelEvent> play(OpenAiModel model, ModelRequest request) {
    try (ModelStream stream = model.open(request)) {
      List<ModelEvent> events = new ArrayList<>();
      do {
        events.add(stream.next());
      } while (!(events.getLast() instanceof ModelEvent.Done)
          && !(events.getLast() instanceof ModelEvent.Failed));
      return events;
    }
  }

  private static List<ModelEvent> play(ScriptedServer server) {
    return play(model(settings(server.baseUrl())), REQUEST);
  }

  private static ModelEvent.Done done(List<ModelEvent> events) {
    return assertInstanceOf(ModelEvent.Done.class, events.getLast(), events::toString);
  }

  private static ModelEvent.Failed failed(List<ModelEvent> events) {
    ModelEvent.Failed failed =
        assertInstanceOf(ModelEvent.Failed.class, events.getLast(), events::toString);
    String all = failed.problem().render();
    assertFalse(all.contains(KEY), all);
    assertFalse(all.contains("<"), all);
    assertFalse(failed.problem().what().isEmpty());
    assertFalse(failed.problem().cause().isEmpty());
    assertFalse(failed.problem().remedy().isEmpty());
    return failed;
  }

  private static ModelEvent.Retrying retry(List<ModelEvent> events) {
    return events.stream()
        .filter(ModelEvent.Retrying.class::isInstance)
        .map(ModelEvent.Retrying.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no retry in " + events));
  }

  /** The failure of one answer, which must not be asked for again. */
  private static ModelEvent.Failed stops(Reply answer) {
    try (var server = ScriptedServer.start(answer, GOOD)) {
      ModelEvent.Failed failed = failed(play(server));
      assertEquals(1, server.requests().size(), failed.toString());
      return failed;
    }
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

  private static Reply error(int status, String message) {
    return Reply.json(status, Map.of("error", Map.of("message", message)));
  }

  @Test
  void the_request_carries_key_and_headers_and_asks_for_a_stream() {
    try (var server = ScriptedServer.start(GOOD)) {
      OpenAiModel model =
          model(
              settings(server.baseUrl() + "/chat/completions/")
                  .withHeaders(Map.of("X-Team", "a"))
                  .withMaxOutputTokens(99));
      assertEquals("ok", done(play(model, REQUEST)).reply().text());
      ScriptedServer.Received request = server.requests().getFirst();
      assertEquals("/v1/chat/completions", request.path());
      assertEquals("Bearer " + KEY, request.headers().get("authorization"));
      assertEquals("a", request.headers().get("x-team"));
      assertEquals("application/json", request.headers().get("content-type"));
      assertEquals(true, request.json().get("stream"));
      assertEquals(0.15, request.json().get("temperature"));
      assertEquals(99, request.json().get("max_tokens"));
      assertEquals(server.baseUrl(), model.endpoint());
    }
  }

  @Test
  void a_query_in_the_base_url_goes_with_every_request_and_into_no_message() {
    try (var server = ScriptedServer.start(GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl() + "?api-version=7"));
      done(play(model, REQUEST));
      assertEquals("/v1/chat/completions?api-version=7", server.requests().getFirst().path());
      assertEquals(server.baseUrl(), model.endpoint());
    }
  }

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
  void row_3_money_is_not_waited_for() {
    Reply quota =
        Reply.json(
            429,
            "{\"error\":{\"message\":\"You exceeded your current quota\",\"type\":\"x\",\"code\":"
                + "\"insufficient_quota\"}}");
    assertEquals(ModelEvent.Kind.QUOTA, stops(quota).kind());
    assertEquals(ProblemCode.QUOTA, stops(Reply.of(402, "text/plain", "")).problem().code());
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

  @Test
  void row_5_a_template_error_is_answered_with_a_plainer_history_once() {
    for (Reply refusal :
        List.of(
            error(500, "After the optional system message, conversation roles must alternate"),
            error(500, "Failed to parse tool call arguments as JSON: [json.exception]"),
            error(500, "Error: Jinja Exception: Only user and assistant roles are supported!"),
            error(400, "Expecting ',' delimiter: line 1 column 9 (char 8)"),
            Reply.json(
                400,
                "{\"message\":\"Unexpected role\",\"type\":\"invalid_request_message_order\"}"))) {
      try (var server = ScriptedServer.start(refusal, GOOD, GOOD)) {
        OpenAiModel model = model(settings(server.baseUrl()));
        ModelRequest request = withOneCall();
        assertEquals("ok", done(play(model, request)).reply().text());
        assertEquals(2, server.requests().size());
        String body = server.requests().getLast().body();
        assertFalse(body.contains("\"system\"") || body.contains("tool_call_id"), body);
        assertTrue(body.contains("[TOOL_CALLS]bash[ARGS]{\\\"a\\\":1}"), body);
        assertTrue(body.contains("Result of bash:\\nout"), body);
        done(play(model, request));
        assertEquals(body, server.requests().getLast().body());
        assertEquals(List.of(), server.refusals());
      }
      try (var server = ScriptedServer.start(refusal, refusal, GOOD)) {
        assertEquals(ModelEvent.Kind.REJECTED, failed(play(server)).kind());
        assertEquals(2, server.requests().size());
      }
    }
  }

  private static ModelRequest withOneCall() {
    ToolCall call = new ToolCall(new CallId("call_1"), "bash", new RawJson("{\"a\":1}"));
    return new ModelRequest(
        "You are vibe.",
        List.of(
            Message.User.text("go"),
            new Message.Assistant("Looking.", Reasoning.NONE, List.of(call)),
            new Message.ToolResults(
                List.of(new ToolResult(call.id(), "bash", ToolResult.Outcome.OK, "out")))),
        TOOLS);
  }

  @Test
  void row_5_a_history_that_is_plain_already_is_not_sent_again() {
    try (var server = ScriptedServer.start(error(500, "Jinja Exception: x"), GOOD)) {
      ModelRequest plain = new ModelRequest("", List.of(Message.User.text("hi")), TOOLS);
      failed(play(model(settings(server.baseUrl())), plain));
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void row_8_a_field_that_was_not_sent_is_no_reason_to_send_the_same_again() {
    ModelEvent.Failed failed =
        stops(
            Reply.json(
                400,
                "{\"error\":{\"message\":\"max_tokens is too large: this model's maximum context"
                    + " length is 8192\",\"param\":\"max_tokens\",\"code\":400}}"));
    assertEquals(ModelEvent.Kind.CONTEXT_OVERFLOW, failed.kind());
  }

  @Test
  void row_30_a_call_that_has_to_come_is_asked_for_in_a_word_the_server_takes() {
    ModelRequest required = REQUEST.requiring(ModelRequest.ToolUse.REQUIRED);
    Reply refusal =
        Reply.json(
            422,
            "{\"detail\":[{\"type\":\"enum\",\"loc\":[\"body\",\"tool_choice\"],\"msg\":"
                + "\"Input should be 'none', 'auto' or 'any'\"}]}");
    try (var server = ScriptedServer.start(refusal, GOOD, GOOD, GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      done(play(model, required));
      done(play(model, required));
      done(play(model, REQUEST));
      assertEquals(
          List.of("required", "any", "any", "none sent"),
          server.requests().stream()
              .map(each -> each.json().getOrDefault("tool_choice", "none sent"))
              .toList());
    }
    try (var server = ScriptedServer.start(refusal, refusal, GOOD)) {
      done(play(model(settings(server.baseUrl())), required));
      assertFalse(server.requests().getLast().json().containsKey("tool_choice"));
    }
  }

  @Test
  void row_6_a_refused_key_names_its_variable_and_never_itself() {
    for (String body :
        List.of(
            "{\"detail\":\"Unauthorized\"}",
            "{\"message\":\"Unauthorized\",\"request_id\":\"1\"}",
            "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}")) {
      ModelEvent.Failed failed = stops(Reply.json(401, body));
      assertEquals(ModelEvent.Kind.UNAUTHORIZED, failed.kind());
      assertEquals(ProblemCode.UNAUTHORIZED, failed.problem().code());
      assertTrue(failed.problem().render().contains("MY_KEY"));
    }
    ModelEvent.Failed plan = stops(Reply.of(403, "text/plain", ""));
    assertEquals(ModelEvent.Kind.UNAUTHORIZED, plan.kind());
    assertTrue(plan.problem().render().contains("devstral"));
  }

  @Test
  void row_6_a_key_that_can_be_renewed_is_asked_for_once_more() {
    ArrayDeque<String> keys = new ArrayDeque<>(List.of("old-key", "new-key", "third-key"));
    Reply unauthorized = Reply.json(401, "{\"detail\":\"Unauthorized\"}");
    try (var server = ScriptedServer.start(unauthorized, GOOD)) {
      EndpointSettings settings =
          EndpointSettings.of(
              server.baseUrl(), new KeySupplier("the command", keys::removeFirst), "devstral");
      assertEquals("ok", done(play(model(settings), REQUEST)).reply().text());
      assertEquals("Bearer new-key", server.requests().getLast().headers().get("authorization"));
    }
    assertEquals(List.of("third-key"), List.copyOf(keys));
  }

  @Test
  void a_key_that_cannot_be_had_ends_the_stream() {
    Problem noKey = new Problem(ProblemCode.NO_API_KEY, "no key", "unset", "set it");
    KeySupplier source =
        new KeySupplier(
            "X",
            () -> {
              throw new VibeException(ExitCode.USAGE, noKey);
            });
    List<ModelEvent> events =
        play(model(EndpointSettings.of("http://127.0.0.1:1/v1", source, "m")), REQUEST);
    assertEquals(noKey, failed(events).problem());
  }

  @Test
  void row_7_an_unknown_model_lists_what_there_is() {
    List<Reply> answers =
        List.of(
            Reply.json(
                400,
                "{\"object\":\"error\",\"message\":\"Invalid model: devstral\",\"type\":"
                    + "\"invalid_model\",\"code\":\"1500\"}"),
            Reply.json(
                404,
                "{\"object\":\"error\",\"message\":\"The model `devstral` does not"
                    + " exist.\",\"type\":\"NotFoundError\",\"code\":404}"),
            error(404, "model 'devstral' not found"));
    for (Reply answer : answers) {
      try (var server = ScriptedServer.start(answer)) {
        server.models(
            Reply.json(
                200,
                "{\"data\":[{\"id\":\"a-model\"},{\"id\":\"devstral\",\"deprecation_replacement_model\":"
                    + "\"new-one\"}]}"));
        ModelEvent.Failed failed = failed(play(server));
        assertEquals(ModelEvent.Kind.REJECTED, failed.kind());
        assertEquals(ProblemCode.UNKNOWN_MODEL, failed.problem().code());
        assertTrue(failed.problem().remedy().contains("a-model, devstral"));
        assertTrue(failed.problem().remedy().contains("new-one as successor"));
      }
    }
  }

  @Test
  void row_7_a_wrong_path_is_told_apart_from_an_unknown_model() {
    for (String body :
        List.of(
            "{\"detail\":\"Not Found\"}",
            "{\"message\":\"no Route matched with those values\"}",
            "404 page not found",
            "<html>404</html>")) {
      assertEquals(
          ProblemCode.BAD_BASE_URL, stops(Reply.of(404, "text/plain", body)).problem().code());
    }
    assertEquals(
        ProblemCode.BAD_BASE_URL,
        stops(Reply.of(200, "text/html", "\n<!doctype html><p>Welcome")).problem().code());
    assertEquals(
        ProblemCode.BAD_BASE_URL,
        stops(Reply.json(307, "{}").header("Location", "https://login.example/x?token=1"))
            .problem()
            .code());
  }

  @Test
  void row_8_overflow_in_every_servers_words_is_one_kind() {
    List<Reply> answers =
        List.of(
            error(
                400,
                "Prompt contains 159202 tokens and 0 draft tokens, too large for model with 131072"
                    + " maximum context length"),
            error(
                400,
                "This model's maximum context length is 196608 tokens. However, you requested 16384"
                    + " output tokens and your prompt contains at least 180225 input tokens"),
            Reply.json(
                400,
                "{\"error\":{\"code\":400,\"message\":\"request (13392 tokens) exceeds the"
                    + " available context size (8192 tokens), try increasing it\",\"type\":"
                    + "\"exceed_context_size_error\",\"n_ctx\":8192}}"),
            error(500, "prompt too long; exceeded max context length by 70 tokens"),
            Reply.json(
                400,
                "{\"error\":\"The number of tokens to keep from the initial prompt is greater than"
                    + " the context length (n_keep: 13055>= n_ctx: 4096).\"}"),
            Reply.json(
                400,
                "{\"error\":\"Trying to keep the first 5000 tokens when context the overflows.\"}"),
            Reply.json(422, "{\"message\":\"x\",\"type\":\"model_context_exceeded\"}"),
            Reply.of(413, "text/html", "<html>413</html>"),
            Reply.json(
                400,
                "{\"error\":{\"message\":\"litellm.ContextWindowExceededError: maximum context"
                    + " length\",\"code\":\"400\"}}"),
            Reply.events(
                "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context"
                    + " size\"}}"));
    for (Reply answer : answers) {
      ModelEvent.Failed failed = stops(answer);
      assertEquals(ModelEvent.Kind.CONTEXT_OVERFLOW, failed.kind(), answer.toString());
      assertEquals(ProblemCode.CONTEXT_OVERFLOW, failed.problem().code());
    }
  }

  @Test
  void row_9_a_refused_optional_field_is_dropped_for_the_session() {
    try (var server = ScriptedServer.start(RequestRules.Schema.MISTRAL, GOOD, GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      assertEquals(2, play(model, REQUEST).size());
      assertEquals(2, play(model, REQUEST).size());
      List<Boolean> withOptions =
          server.requests().stream()
              .map(request -> request.json().containsKey("stream_options"))
              .toList();
      assertEquals(List.of(true, false, false), withOptions);
      assertEquals(1, server.refusals().size());
    }
  }

  @Test
  void row_9_a_refusal_in_words_counts_too_and_each_field_only_once() {
    try (var server =
        ScriptedServer.start(
            error(400, "Unsupported value: 'temperature' does not support 0.15 with this model."),
            GOOD)) {
      done(play(server));
      assertFalse(server.requests().getLast().json().containsKey("temperature"));
    }
    Reply stubborn = error(422, "temperature is not supported");
    try (var server = ScriptedServer.start(stubborn, stubborn, GOOD)) {
      assertEquals(ModelEvent.Kind.REJECTED, failed(play(server)).kind());
      assertEquals(2, server.requests().size());
    }
  }

  private static final Part.Image SHOT = Part.Image.of("shot.png", ImageType.PNG, new byte[60_000]);

  private static final ModelRequest LOOK =
      new ModelRequest(
          "You are vibe.",
          List.of(new Message.User(List.of(new Part.Text("what is this?"), SHOT))),
          TOOLS);

  private static OpenAiModel model(ScriptedServer server, Vision vision) {
    return model(settings(server.baseUrl()).withKnown(Capabilities.UNKNOWN.withVision(vision)));
  }

  private static boolean showed(ScriptedServer.Received request) {
    return request.body().contains("image_url");
  }

  @Test
  void an_image_is_shown_to_a_model_that_sees_and_says_nothing_of_the_window() {
    Reply brief = StreamScript.of(StreamShape.VLLM).text("a cat").usage(3000, 5).reply();
    try (var server = ScriptedServer.start(brief)) {
      OpenAiModel model = model(server, Vision.SEES);
      done(play(model, LOOK));
      assertTrue(showed(server.requests().getFirst()));
      assertEquals(List.of(), model.takeNotices());
    }
  }

  @Test
  void a_model_that_does_not_see_gets_the_text_and_the_user_a_notice_for_each_image_once() {
    try (var server = ScriptedServer.start(GOOD, GOOD)) {
      OpenAiModel model = model(server, Vision.UNKNOWN);
      done(play(model, LOOK));
      done(play(model, LOOK));
      assertFalse(server.requests().stream().anyMatch(OpenAiModelTest::showed));
      List<Problem> notices = model.takeNotices();
      assertEquals(
          List.of(ProblemCode.IMAGE_NOT_SHOWN), notices.stream().map(Problem::code).toList());
      assertEquals("devstral is not shown shot.png", notices.getFirst().what());
      assertTrue(notices.getFirst().remedy().contains("[models.\"devstral\"]"));
    }
  }

  @Test
  void the_server_is_asked_whether_its_model_sees_before_the_first_image() {
    String props =
        "{\"default_generation_settings\":{\"n_ctx\":8192},\"modalities\":{\"vision\":%s}}";
    try (var server = ScriptedServer.start(GOOD, GOOD)) {
      server.page("/props", Reply.json(200, props.formatted("true")));
      done(play(model(server, Vision.UNKNOWN), LOOK));
      assertTrue(showed(server.requests().getFirst()));

      server.page("/props", Reply.json(200, props.formatted("false")));
      OpenAiModel model = model(server, Vision.MADE_TO_SEE);
      done(play(model, LOOK));
      assertFalse(showed(server.requests().getLast()));
      assertEquals(Vision.BLIND, model.capabilities().vision());
    }
  }

  @Test
  void a_server_that_refuses_an_image_gets_no_more_of_them_in_this_session() {
    List<Reply> refusals =
        List.of(
            error(400, "Image input is not enabled for this model"),
            error(500, "image input is not supported - hint: you may need to provide the mmproj"),
            error(404, "No endpoints found that support image input"),
            error(413, "Request Entity Too Large"),
            error(400, "invalid type: sequence, expected a string"),
            Reply.json(
                422,
                "{\"detail\":[{\"type\":\"string_type\",\"loc\":[\"body\",\"messages\",1,\"content\"],\"msg\":\"Input"
                    + " should be a valid string\"}]}"));
    for (Reply refusal : refusals) {
      try (var server = ScriptedServer.start(refusal, GOOD, GOOD)) {
        OpenAiModel model = model(server, Vision.SEES);
        done(play(model, LOOK));
        done(play(model, LOOK));
        assertEquals(
            List.of(true, false, false),
            server.requests().stream().map(OpenAiModelTest::showed).toList());
        List<Problem> notices =
            model.takeNotices().stream()
                .filter(notice -> notice.code() != ProblemCode.PREFIX_BREAK)
                .toList();
        assertEquals(
            List.of(ProblemCode.IMAGE_NOT_SHOWN), notices.stream().map(Problem::code).toList());
        assertTrue(notices.getFirst().cause().contains("refused an image"));
      }
    }
  }

  @Test
  void what_is_not_about_an_image_is_no_reason_to_leave_it_out() {
    Reply full = error(400, "This model's maximum context length is 4096 tokens with 1 image");
    try (var server = ScriptedServer.start(full, GOOD)) {
      assertEquals(
          ModelEvent.Kind.CONTEXT_OVERFLOW, failed(play(model(server, Vision.SEES), LOOK)).kind());
    }
    try (var server = ScriptedServer.start(error(503, "image service is busy"), GOOD)) {
      done(play(model(server, Vision.SEES), LOOK));
      assertTrue(server.requests().stream().allMatch(OpenAiModelTest::showed));
    }
  }

  @Test
  void row_9_an_output_limit_beyond_the_context_is_left_out() {
    Reply tooLarge =
        Reply.json(
            422,
            "{\"detail\":[{\"type\":\"value_error\",\"loc\":[\"body\",\"max_tokens\"],\"msg\":"
                + "\"must be below the context length\"}]}");
    try (var server = ScriptedServer.start(tooLarge, GOOD)) {
      done(play(model(settings(server.baseUrl()).withMaxOutputTokens(999_999)), REQUEST));
      assertFalse(server.requests().getLast().json().containsKey("max_tokens"));
    }
  }

  @Test
  void row_8_the_window_is_learned_from_an_overflow() {
    Reply overflow = error(400, "exceeds the available context size (8192 tokens), try increasing");
    try (var server = ScriptedServer.start(overflow)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      failed(play(model, REQUEST));
      assertEquals(8192, model.capabilities().contextTokens());
    }
  }

  @Test
  void a_refusal_that_names_a_missing_server_flag_says_how_to_start_it() {
    ModelEvent.Failed failed =
        stops(
            error(
                400,
                "\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to"
                    + " be set"));
    assertTrue(failed.problem().remedy().contains("--tool-call-parser mistral"));
  }

  @Test
  void row_34_an_empty_reply_is_asked_for_once_more() {
    Reply empty = StreamScript.of(StreamShape.LM_STUDIO).reply();
    try (var server = ScriptedServer.start(empty, GOOD)) {
      List<ModelEvent> events = play(server);
      assertEquals(ProblemCode.EMPTY_REPLY, retry(events).reason().code());
      assertEquals("ok", done(events).reply().text());
    }
    try (var server = ScriptedServer.start(Reply.events("[DONE]"), empty, GOOD)) {
      assertTrue(done(play(server)).reply().isEmpty());
      assertEquals(2, server.requests().size());
    }
    try (var server = ScriptedServer.start(empty, empty, empty, GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      assertTrue(done(play(model, REQUEST)).reply().isEmpty());
      assertTrue(done(play(model, REQUEST)).reply().isEmpty());
      assertEquals(3, server.requests().size(), "the second request is another try already");
    }
  }

  @Test
  void row_34_an_empty_reply_to_a_request_that_fills_the_window_is_an_overflow() {
    Reply empty = StreamScript.of(StreamShape.LM_STUDIO).reply();
    try (var server = ScriptedServer.start(empty)) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"max_model_len\":4096}]}"));
      OpenAiModel model = model(settings(server.baseUrl()));
      model.served();
      ModelRequest large =
          new ModelRequest("s", List.of(Message.User.text("word ".repeat(5_000))), TOOLS);
      assertEquals(ModelEvent.Kind.CONTEXT_OVERFLOW, failed(play(model, large)).kind());
    }
    assertEquals(
        ModelEvent.Kind.CONTEXT_OVERFLOW,
        stops(StreamScript.of(StreamShape.VLLM).finish("length").usage(4096, 0).reply()).kind());
  }

  @Test
  void row_35_an_error_inside_a_reply_discards_what_was_shown() {
    List<Reply> broken =
        List.of(
            Reply.events(
                "{\"choices\":[{\"delta\":{\"content\":\"half\"}}]}",
                "{\"error\":{\"message\":\"engine died\",\"code\":500}}",
                "[DONE]"),
            Reply.raw(
                ("data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\nevent: error\ndata:"
                        + " {\"error\":{\"message\":\"engine died\"}}\n\n")
                    .getBytes(StandardCharsets.UTF_8)),
            Reply.raw(
                ("data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\nerror: {\"code\":500,"
                        + "\"message\":\"engine died\"}\n\n")
                    .getBytes(StandardCharsets.UTF_8)));
    for (Reply reply : broken) {
      try (var server = ScriptedServer.start(reply, GOOD)) {
        List<ModelEvent> events = play(server);
        assertEquals(new ModelEvent.TextDelta("half"), events.getFirst());
        assertTrue(retry(events).discardsShown());
        assertTrue(retry(events).reason().cause().contains("engine died"));
        assertEquals("ok", done(events).reply().text());
      }
    }
  }

  @Test
  void row_36_a_reply_that_breaks_off_is_asked_for_again_and_nothing_of_it_kept() {
    Reply whole =
        StreamScript.of(StreamShape.VLLM).text("half", " way").call("bash", "{\"a\":1}").reply();
    List<Reply.Step> some = whole.steps().subList(0, 5);
    for (Reply.Step end : List.of(new Reply.Step.Close(), new Reply.Step.Reset())) {
      Reply cut = new Reply(200, whole.headers(), whole.framing(), some).then(end);
      try (var server = ScriptedServer.start(cut, GOOD)) {
        List<ModelEvent> events = play(server);
        assertEquals(ProblemCode.BROKEN_STREAM, retry(events).reason().code());
        assertEquals("ok", done(events).reply().text());
        assertEquals(List.of(), done(events).reply().calls());
      }
    }
  }

  @Test
  void row_36_what_was_shown_of_a_reply_that_never_heals_is_told() {
    Reply cut =
        Reply.events("{\"choices\":[{\"delta\":{\"content\":\"half\"}}]}")
            .framed(Reply.Framing.UNTIL_CLOSE);
    try (var server = ScriptedServer.start(cut, cut, cut, cut, cut)) {
      ModelEvent.Failed failed = failed(play(server));
      assertEquals("half", failed.partialText());
      assertEquals(ModelEvent.Kind.UNREACHABLE, failed.kind());
      assertEquals(4, server.requests().size());
    }
  }

  @Test
  void row_36_a_missing_end_mark_or_a_reset_after_the_finish_is_no_loss() {
    Reply finished =
        Reply.events("{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}");
    for (Reply reply :
        List.of(
            finished.framed(Reply.Framing.UNTIL_CLOSE),
            finished.then(new Reply.Step.Close()),
            finished)) {
      try (var server = ScriptedServer.start(reply)) {
        assertEquals("a", done(play(server)).reply().text());
      }
    }
  }

  @Test
  void row_37_silence_before_a_reply_is_limited() {
    CountDownLatch never = new CountDownLatch(1);
    EndpointTimeouts limits =
        new EndpointTimeouts(Duration.ofMillis(50), Duration.ofSeconds(20), Duration.ofSeconds(20));
    Reply silent = GOOD.after(new Reply.Step.Await(never));
    try (var server = ScriptedServer.start(silent, silent)) {
      ModelEvent.Failed failed =
          failed(play(model(settings(server.baseUrl()).withTimeouts(limits)), REQUEST));
      assertEquals(ProblemCode.NO_ANSWER, failed.problem().code());
    } finally {
      never.countDown();
    }
  }

  @Test
  void row_37_silence_within_a_reply_is_limited_more_tightly() {
    CountDownLatch never = new CountDownLatch(1);
    EndpointTimeouts limits =
        new EndpointTimeouts(
            Duration.ofSeconds(20), Duration.ofMillis(500), Duration.ofSeconds(20));
    Reply stalls =
        Reply.events("{\"choices\":[{\"delta\":{\"content\":\"half\"}}]}")
            .then(new Reply.Step.Await(never));
    try (var server = ScriptedServer.start(stalls, stalls)) {
      ModelEvent.Failed failed =
          failed(play(model(settings(server.baseUrl()).withTimeouts(limits)), REQUEST));
      assertEquals(ProblemCode.NO_ANSWER, failed.problem().code());
      assertEquals("half", failed.partialText());
    } finally {
      never.countDown();
    }
  }

  @Test
  void row_38_partial_text_of_a_cancelled_reply_is_told() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Reply stalls =
        Reply.events("{\"choices\":[{\"delta\":{\"content\":\"half\"}}]}")
            .then(new Reply.Step.Await(never));
    try (var server = ScriptedServer.start(stalls)) {
      ModelStream stream = model(settings(server.baseUrl())).open(REQUEST);
      assertEquals(new ModelEvent.TextDelta("half"), stream.next());
      Thread closer = Thread.ofVirtual().start(stream::close);
      ModelEvent.Failed failed = assertInstanceOf(ModelEvent.Failed.class, stream.next());
      assertEquals(ModelEvent.Kind.CANCELLED, failed.kind());
      assertEquals("half", failed.partialText());
      assertEquals(failed, stream.next());
      closer.join();
    } finally {
      never.countDown();
    }
  }

  @Test
  void row_39_a_server_that_cuts_in_silence_is_told_once() {
    Reply cut = StreamScript.of(StreamShape.OLLAMA).text("ok").usage(2050, 10).reply();
    ModelRequest large =
        new ModelRequest("s", List.of(Message.User.text("word ".repeat(20_000))), List.of());
    try (var server = ScriptedServer.start(cut, cut)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      done(play(model, large));
      List<Problem> notices = model.takeNotices();
      assertEquals(1, notices.size());
      assertEquals(ProblemCode.CONTEXT_CUT, notices.getFirst().code());
      assertTrue(notices.getFirst().remedy().contains("OLLAMA_CONTEXT_LENGTH"));
      done(play(model, large));
      assertEquals(List.of(), model.takeNotices());
    }
  }

  @Test
  void row_40_json_instead_of_a_stream_is_a_reply() {
    String body =
        "\n {\"choices\":[{\"message\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}";
    for (String type : List.of("application/json", "text/plain; charset=utf-8", "")) {
      try (var server = ScriptedServer.start(Reply.of(200, type, body))) {
        assertEquals("ok", done(play(server)).reply().text());
      }
    }
    assertEquals(
        ProblemCode.CONTEXT_OVERFLOW, stops(error(200, "maximum context length")).problem().code());
  }

  @Test
  void row_40_events_under_a_wrong_content_type_are_read() {
    try (var server =
        ScriptedServer.start(
            GOOD.header("Content-Type", "text/plain"), GOOD.header("Content-Type", ""))) {
      OpenAiModel model = model(settings(server.baseUrl()));
      assertEquals("ok", done(play(model, REQUEST)).reply().text());
      assertEquals("ok", done(play(model, REQUEST)).reply().text());
    }
  }

  @Test
  void row_40_two_megabytes_of_text_are_read_in_order() {
    StreamScript script = StreamScript.of(StreamShape.MISTRAL);
    for (int i = 0; i < 20_000; i++) {
      script.text("0123456789".repeat(10) + "\n");
    }
    byte[] stream = script.reply().body();
    try (var server = ScriptedServer.start(Reply.raw(stream))) {
      long start = System.nanoTime();
      assertEquals(2_020_000, done(play(server)).reply().text().length());
      long tookMs = (System.nanoTime() - start) / 1_000_000;
      assertTrue(tookMs < 10_000, () -> "took " + tookMs + " ms");
    }
  }

  /** On the thread that reads; measured on a slow machine, so the bound is a loose one. */
  @Test
  void row_40_two_megabytes_cost_less_than_a_second_and_little_memory() throws Exception {
    StreamScript script = StreamScript.of(StreamShape.VLLM);
    for (int i = 0; i < 20_000; i++) {
      script.text("0123456789".repeat(10) + (i % 7 == 0 ? "\n" : " "));
    }
    Reply reply = Reply.raw(script.reply().body());
    ThreadMXBean threads =
        assertInstanceOf(ThreadMXBean.class, ManagementFactory.getThreadMXBean());
    List<long[]> measured = new ArrayList<>();
    try (var server = ScriptedServer.start(reply)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      Thread reader =
          new Thread(
              () -> {
                done(play(model, REQUEST));
                long id = Thread.currentThread().threadId();
                measured.add(
                    new long[] {threads.getThreadCpuTime(id), threads.getThreadAllocatedBytes(id)});
              });
      reader.start();
      reader.join();
    }
    long cpuMs = measured.getFirst()[0] / 1_000_000;
    long allocatedPerChunk = measured.getFirst()[1] / 20_000;
    assertTrue(cpuMs < 1_000, () -> cpuMs + " ms");
    assertTrue(allocatedPerChunk < 4_096, () -> allocatedPerChunk + " bytes a chunk");
  }

  /** Recorded streams of every kind, cut anywhere. */
  @Test
  void any_cut_of_the_bytes_gives_the_same_events_and_any_beginning_runs_nothing() {
    for (StreamShape kind : StreamShape.values()) {
      Reply whole =
          StreamScript.of(kind)
              .reasoning("hm, é漢😀")
              .text("Look: ", "é漢😀\n")
              .call("bash", "{\"command\":\"echo é😀\"}")
              .call("bash", "{\"command\":\"ls\"}")
              .usage(100, 20)
              .reply();
      byte[] bytes = whole.body();
      int finish =
          new String(bytes, StandardCharsets.ISO_8859_1)
              .indexOf("\"finish_reason\":\"tool_calls\"");
      List<ModelEvent> expected;
      try (var server = ScriptedServer.start(whole)) {
        expected = play(server);
        assertEquals(2, done(expected).reply().calls().size(), kind.name());
      }
      try (var server = ScriptedServer.start()) {
        OpenAiModel model = model(settings(server.baseUrl()).withRetry(NONE));
        for (int at = 1; at < bytes.length; at += 23) {
          server.then(whole.splitAt(at));
          assertEquals(expected, play(model, REQUEST), kind + " split at " + at);
          server.then(whole.framed(Reply.Framing.UNTIL_CLOSE).cutAt(at));
          List<ModelEvent> cut = play(model, REQUEST);
          if (at <= finish) {
            assertEquals(ModelEvent.Kind.UNREACHABLE, failed(cut).kind(), kind + " cut at " + at);
          } else if (cut.getLast() instanceof ModelEvent.Done done) {
            assertEquals(done(expected).reply(), done.reply(), kind + " cut at " + at);
          }
        }
      }
    }
  }

  @Test
  void a_conversation_with_a_strict_server_goes_on_over_many_turns() {
    try (var server = ScriptedServer.start(RequestRules.Schema.COMMON)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      List<Message> messages = new ArrayList<>();
      String before = "";
      for (int turn = 0; turn < 12; turn++) {
        List<StreamShape> kinds = List.of(StreamShape.values());
        StreamShape kind = kinds.get(turn % kinds.size());
        StreamScript script = StreamScript.of(kind, "turn" + turn).text("turn " + turn);
        server.then(
            turn % 3 == 2
                ? script.reply()
                : script.call("bash", "{\"n\":" + turn + "}").call("bash", "{oops").reply());
        if (turn % 3 == 0) {
          messages.add(Message.User.text("go " + turn));
        }
        ModelEvent.Done done =
            done(play(model, new ModelRequest("You are vibe.", messages, TOOLS)));
        messages.add(done.reply());
        if (!done.reply().calls().isEmpty()) {
          messages.add(
              new Message.ToolResults(
                  done.reply().calls().stream().map(OpenAiModelTest::answer).toList()));
        }
        String body = server.requests().getLast().body();
        String prefix = body.substring(0, body.indexOf("],\"tools\""));
        assertTrue(prefix.startsWith(before), prefix);
        before = prefix;
      }
      assertEquals(List.of(), server.refusals());
      assertNotEquals("", before);
    }
  }

  private static ToolResult answer(ToolCall call) {
    return new ToolResult(call.id(), call.name(), ToolResult.Outcome.OK, "");
  }

  @Test
  void served_models_teach_the_context_window() {
    try (var server = ScriptedServer.start()) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"max_model_len\":32768}]}"));
      OpenAiModel model = model(settings(server.baseUrl()));
      assertEquals(0, model.capabilities().contextTokens());
      assertEquals(List.of(new ServedModel("devstral", 32768, "")), model.served());
      assertEquals(32768, model.capabilities().contextTokens());
      OpenAiModel configured =
          model(
              settings(server.baseUrl())
                  .withKnown(new Capabilities(1000, Capabilities.Price.UNKNOWN)));
      configured.served();
      assertEquals(1000, configured.capabilities().contextTokens());
    }
  }

  @Test
  void a_list_of_models_that_cannot_be_had_says_why() {
    try (var server = ScriptedServer.start()) {
      OpenAiModel model = model(settings(server.baseUrl()));
      server.models(Reply.json(401, "{\"detail\":\"Unauthorized\"}"));
      VibeException refused = assertThrows(VibeException.class, model::served);
      assertEquals(ExitCode.UNAUTHORIZED, refused.exitCode());
      server.models(Reply.of(200, "text/html", "<html>"));
      VibeException page = assertThrows(VibeException.class, model::served);
      assertEquals(ProblemCode.BAD_BASE_URL, page.problem().code());
    }
  }

  @Test
  void warming_up_asks_for_the_models_and_never_fails() throws Exception {
    try (var server = ScriptedServer.start(GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      model.warmUp();
      assertEquals("ok", done(play(model, REQUEST)).reply().text());
    }
    model(settings("http://127.0.0.1:1/v1")).warmUp();
  }

  @Test
  void a_base_url_that_is_none_is_a_usage_error() {
    for (String bad :
        List.of(
            "", "127.0.0.1:8080", "ftp://x/v1", "http:///v1", "http://u:p@x/v1", "http://a b")) {
      VibeException e = assertThrows(VibeException.class, () -> model(settings(bad)), bad);
      assertEquals(ProblemCode.BAD_BASE_URL, e.problem().code());
      assertEquals(ExitCode.USAGE, e.exitCode());
    }
  }
}
