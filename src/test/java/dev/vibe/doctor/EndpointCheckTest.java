package dev.vibe.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.doctor.Finding.Grade;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.RetryPolicy;
import dev.vibe.provider.openai.EndpointSettings;
import dev.vibe.provider.openai.KeySupplier;
import dev.vibe.provider.openai.OpenAiModel;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class EndpointCheckTest {

  private static final String KEY = "sk-test-0123456789abcdef";
  private static final RetryPolicy QUICK =
      new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMinutes(5));

  private static OpenAiModel model(ScriptedServer server) {
    return new OpenAiModel(
        EndpointSettings.of(server.baseUrl(), new KeySupplier("MY_KEY", () -> KEY), "devstral")
            .withRetry(QUICK),
        new Http(HttpSettings.DEFAULT),
        InstantSource.fixed(Instant.parse("2026-11-24T10:00:00Z")),
        new SplittableRandom(1));
  }

  private static List<Finding> look(ScriptedServer server) {
    AtomicLong nanos = new AtomicLong();
    List<Finding> findings =
        new EndpointCheck(() -> model(server), () -> nanos.addAndGet(50_000_000), line -> {})
            .look();
    assertFalse(findings.toString().contains(KEY), findings.toString());
    return findings;
  }

  private static List<Finding> lookWithin(
      ScriptedServer server, Duration whole, List<String> progress) {
    ProbeLimits limits = new ProbeLimits(whole, Duration.ofMillis(400), Duration.ofMillis(400));
    return new EndpointCheck(() -> model(server), System::nanoTime, progress::add, limits).look();
  }

  /** Tokens, and then nothing for as long as anybody waits. */
  private static Reply unending() {
    String delta = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"}}]}";
    return Reply.events(Collections.nCopies(50, delta).toArray(String[]::new))
        .then(new Reply.Step.Await(new CountDownLatch(1)));
  }

  @Test
  void model_that_writes_without_end_is_cut_in_each_probe_and_that_is_said() {
    Reply endless = unending();
    try (ScriptedServer server = ScriptedServer.start(endless, endless, endless, endless)) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral\"}]}"));
      List<Finding> findings = lookWithin(server, Duration.ofSeconds(30), new ArrayList<>());

      for (String subject : List.of("streaming", "tool call", "two calls")) {
        Finding found = about(subject, findings);
        assertEquals(Grade.WARNING, found.grade(), found::toString);
        assertTrue(found.text().startsWith("cut after "), found::toString);
        assertTrue(found.text().contains(" tokens came, "), found::toString);
      }
      Finding context = about("context", findings);
      assertEquals(Grade.NOTE, context.grade(), context::toString);
      assertTrue(context.text().contains("12000 tokens was cut after"), context::toString);
    }
  }

  @Test
  void check_ends_in_time_and_says_what_it_did_not_try() {
    try (ScriptedServer server = ScriptedServer.start(unending(), unending())) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral\"}]}"));
      List<String> progress = new ArrayList<>();
      long begun = System.nanoTime();
      List<Finding> findings = lookWithin(server, Duration.ofMillis(700), progress);

      assertTrue(System.nanoTime() - begun < 10_000_000_000L, "it took too long");
      assertTrue(about("the context", findings).text().startsWith("not tried: "));
      assertEquals("trying the list of models (1 of 6)", progress.getFirst());
      assertEquals("trying streaming (2 of 6)", progress.get(1));
      assertFalse(progress.contains("trying the context (5 of 6)"), progress::toString);
    }
  }

  @Test
  void server_that_says_nothing_in_time_is_told() {
    Reply silent = Reply.events().after(new Reply.Step.Await(new CountDownLatch(1)));
    try (ScriptedServer server = ScriptedServer.start(silent)) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral\"}]}"));
      List<Finding> findings = lookWithin(server, Duration.ofSeconds(30), new ArrayList<>());

      assertEquals(Grade.FAILED, about("streaming", findings).grade());
      assertTrue(about("streaming", findings).text().contains("no token came"));
    }
  }

  @Test
  void every_question_says_how_long_its_answer_may_be() {
    try (ScriptedServer server = good(StreamShape.VLLM, 131_072)) {
      look(server);

      for (var request : server.requests()) {
        assertTrue(request.body().contains("\"max_tokens\":"), request::body);
      }
      assertEquals(7, server.requests().size());
    }
  }

  @Test
  void template_that_drops_what_tools_answer_is_found_by_its_tokens() {
    StreamShape kind = StreamShape.VLLM;
    try (ScriptedServer server =
        ScriptedServer.start(
            counted(kind),
            one(kind),
            text(kind),
            two(kind),
            text(kind),
            probed(kind, 100),
            probed(kind, 104),
            probed(kind, 400))) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"max_model_len\":131072}]}"));
      Finding template = about("template", look(server));

      assertEquals(Grade.WARNING, template.grade());
      assertTrue(template.text().contains("leaves out what tools answer"), template::toString);
      assertTrue(server.requests().getLast().body().contains("Result of add:"));
    }
  }

  private static Finding about(String subject, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing about " + subject + " in " + findings));
  }

  private static Reply counted(StreamShape kind) {
    return StreamScript.of(kind).text("1,", "2,", "3").usage(50, 41).reply();
  }

  private static Reply one(StreamShape kind) {
    return StreamScript.of(kind).call("add", "{\"a\":17,\"b\":25}").usage(80, 20).reply();
  }

  private static Reply two(StreamShape kind) {
    return StreamScript.of(kind, "two")
        .call("add", "{\"a\":1,\"b\":2}")
        .call("add", "{\"a\":3,\"b\":4}")
        .usage(80, 20)
        .reply();
  }

  private static Reply text(StreamShape kind) {
    return StreamScript.of(kind).text("42").usage(90, 2).reply();
  }

  private static Reply probed(StreamShape kind, int tokens) {
    return StreamScript.of(kind).text("yes").usage(tokens, 1).reply();
  }

  /** A server that does everything right, and says of itself what its kind says. */
  private static ScriptedServer good(StreamShape kind, int context) {
    List<Reply> script =
        new ArrayList<>(List.of(counted(kind), one(kind), text(kind), two(kind), text(kind)));
    ScriptedServer server = ScriptedServer.start(script.toArray(Reply[]::new));
    String bare = "{\"data\":[{\"id\":\"devstral\",\"owned_by\":\"%s\"}]}";
    switch (kind) {
      case MISTRAL ->
          server.models(
              Reply.json(
                  200,
                  "{\"data\":[{\"id\":\"devstral\",\"max_context_length\":" + context + "}]}"));
      case VLLM -> {
        server.models(
            Reply.json(
                200,
                "{\"data\":[{\"id\":\"devstral\",\"owned_by\":\"vllm\",\"max_model_len\":"
                    + context
                    + "}]}"));
        server.page("/version", Reply.json(200, "{\"version\":\"0.11.2\"}"));
      }
      case LLAMA_CPP -> {
        server.models(Reply.json(200, bare.formatted("llamacpp")));
        server.page(
            "/props",
            Reply.json(
                200,
                "{\"default_generation_settings\":{\"n_ctx\":"
                    + context
                    + "},\"build_info\":\"b9000\"}"));
      }
      case OLLAMA -> {
        server.models(Reply.json(200, bare.formatted("library")));
        server.page("/api/version", Reply.json(200, "{\"version\":\"0.20.1\"}"));
        server.page(
            "/api/ps",
            Reply.json(
                200,
                "{\"models\":[{\"name\":\"devstral:latest\",\"context_length\":"
                    + context
                    + "}]}"));
      }
      case LM_STUDIO -> {
        server.models(Reply.json(200, bare.formatted("organization_owner")));
        server.page(
            "/api/v0/models",
            Reply.json(
                200,
                "{\"data\":[{\"id\":\"devstral\",\"state\":\"loaded\",\"max_context_length\":131072,"
                    + "\"loaded_context_length\":"
                    + context
                    + "}]}"));
      }
      case OPENAI -> {
        server.models(Reply.json(200, bare.formatted("system")));
        server.then(probed(kind, 13_000), probed(kind, 41_000), probed(kind, 137_000));
      }
    }
    server.then(probed(kind, 100), probed(kind, 400));
    return server;
  }

  @ParameterizedTest
  @EnumSource
  void a_server_that_does_everything_is_found_good(StreamShape kind) {
    try (ScriptedServer server = good(kind, 65_536)) {
      List<Finding> findings = look(server);
      findings.forEach(f -> assertEquals(Grade.GOOD, f.grade(), findings::toString));
      assertEquals(
          List.of(
              "models", "streaming", "tool call", "results", "two calls", "context", "template"),
          findings.stream().map(Finding::subject).toList());
      assertTrue(
          about("streaming", findings).text().contains(" tokens per second"), findings::toString);
      assertEquals(List.of(), server.refusals());
      assertEquals(0, server.unplayed());
    }
  }

  @Test
  void the_server_is_named_with_its_version() {
    try (ScriptedServer server = good(StreamShape.OLLAMA, 65_536)) {
      assertTrue(about("models", look(server)).text().startsWith("Ollama 0.20.1 serves devstral"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VLLM", "LLAMA_CPP", "OLLAMA", "LM_STUDIO"})
  void a_small_context_is_told_with_the_servers_own_remedy(StreamShape kind) {
    try (ScriptedServer server = good(kind, 4_096)) {
      Finding context = about("context", look(server));
      assertEquals(Grade.FAILED, context.grade());
      assertTrue(context.text().startsWith("4096 tokens"), context.text());
      String remedy =
          switch (kind) {
            case VLLM -> "--max-model-len 65536";
            case LLAMA_CPP -> "-c 65536";
            case OLLAMA -> "OLLAMA_CONTEXT_LENGTH=65536";
            case LM_STUDIO -> "context length to 65536";
            case MISTRAL, OPENAI -> throw new AssertionError(kind);
          };
      assertTrue(context.remedy().contains(remedy), context.remedy());
    }
  }

  @Test
  void a_silent_cut_is_found_by_a_long_request() {
    StreamShape kind = StreamShape.OPENAI;
    try (ScriptedServer server =
        ScriptedServer.start(
            counted(kind), one(kind), text(kind), two(kind), text(kind), probed(kind, 2050))) {
      Finding context = about("context", look(server));
      assertEquals(Grade.FAILED, context.grade());
      assertTrue(context.text().contains("read 2050"), context.text());
      assertTrue(context.remedy().contains("OLLAMA_CONTEXT_LENGTH=65536"), context.remedy());
    }
  }

  @Test
  void a_missing_tool_parser_is_told_in_the_servers_words() {
    Reply refusal =
        Reply.json(
            400,
            "{\"error\":{\"message\":\"\\\"auto\\\" tool choice requires --enable-auto-tool-choice"
                + " and --tool-call-parser to be set\"}}");
    try (ScriptedServer server =
        ScriptedServer.start(counted(StreamShape.VLLM), refusal, refusal)) {
      Finding call = about("tool call", look(server));
      assertEquals(Grade.FAILED, call.grade());
      assertTrue(call.remedy().contains("--tool-call-parser mistral"), call.remedy());
    }
  }

  @Test
  void calls_as_text_are_told_even_when_they_could_be_recovered() {
    StreamShape kind = StreamShape.VLLM;
    Reply leaked =
        StreamScript.of(kind).text("[TOOL_CALLS]add[ARGS]{\"a\": 17, \"b\": 25}").reply();
    try (ScriptedServer server = ScriptedServer.start(counted(kind), leaked, text(kind))) {
      server.models(
          Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"owned_by\":\"llamacpp\"}]}"));
      Finding call = about("tool call", look(server));
      assertEquals(Grade.WARNING, call.grade());
      assertTrue(call.remedy().contains("--jinja"), call.remedy());
    }
    Reply talk = StreamScript.of(kind).text("I would call add {\"a\": 17}").reply();
    try (ScriptedServer server = ScriptedServer.start(counted(kind), talk)) {
      Finding call = about("tool call", look(server));
      assertEquals(Grade.FAILED, call.grade());
      assertEquals("the call came as text", call.text());
    }
  }

  @Test
  void one_call_instead_of_two_is_a_warning() {
    StreamShape kind = StreamShape.OLLAMA;
    try (ScriptedServer server =
        ScriptedServer.start(
            counted(kind), one(kind), text(kind), one(kind), probed(kind, 2_000))) {
      assertEquals(Grade.WARNING, about("two calls", look(server)).grade());
    }
  }

  @Test
  void a_refused_key_ends_it_with_a_failure_that_names_the_variable() {
    Reply unauthorized = Reply.json(401, "{\"detail\":\"Unauthorized\"}");
    try (ScriptedServer server = ScriptedServer.start(unauthorized, unauthorized)) {
      server.models(unauthorized);
      List<Finding> findings = look(server);
      assertEquals(
          List.of("models", "streaming"), findings.stream().map(Finding::subject).toList());
      assertEquals(Grade.FAILED, findings.getLast().grade());
      assertTrue(findings.getLast().remedy().contains("MY_KEY"));
    }
  }

  @Test
  void a_busy_server_is_not_waited_for_long() {
    Reply busy = Reply.json(503, "{\"error\":{\"message\":\"Loading model\"}}");
    try (ScriptedServer server = ScriptedServer.start(busy.header("Retry-After", "60"))) {
      Finding streaming = about("streaming", look(server));
      assertEquals(Grade.FAILED, streaming.grade());
      assertTrue(streaming.text().contains("is still loading its model"), streaming.text());
    }
  }

  @Test
  void uncounted_tokens_and_a_reply_in_one_piece_are_warnings() {
    Reply whole = StreamScript.of(StreamShape.OPENAI).text("1,2,3").reply();
    try (ScriptedServer server = ScriptedServer.start(whole)) {
      List<Finding> findings = look(server);
      assertEquals(Grade.WARNING, about("streaming", findings).grade());
      assertEquals(Grade.WARNING, about("usage", findings).grade());
    }
  }

  @Test
  void a_refusal_that_names_the_size_gives_the_context() {
    StreamShape kind = StreamShape.OPENAI;
    Reply refusal =
        Reply.json(
            400,
            "{\"error\":{\"message\":\"This model's maximum context length is 32768 tokens."
                + " However, your messages resulted in 40012"
                + " tokens.\",\"code\":\"context_length_exceeded\"}}");
    try (ScriptedServer server =
        ScriptedServer.start(
            counted(kind),
            one(kind),
            text(kind),
            two(kind),
            text(kind),
            probed(kind, 12_040),
            refusal)) {
      Finding context = about("context", look(server));
      assertEquals("32768 tokens, says its refusal", context.text());
      assertEquals(Grade.GOOD, context.grade());
      assertEquals(0, server.unplayed());
    }
  }

  @Test
  void a_refusal_without_a_size_is_narrowed_down() {
    StreamShape kind = StreamShape.OPENAI;
    Reply refusal =
        Reply.json(400, "{\"error\":{\"message\":\"x\",\"code\":\"context_length_exceeded\"}}");
    try (ScriptedServer server =
        ScriptedServer.start(
            counted(kind),
            one(kind),
            text(kind),
            two(kind),
            text(kind),
            probed(kind, 12_000),
            refusal,
            refusal,
            probed(kind, 19_000),
            refusal)) {
      Finding context = about("context", look(server));
      assertTrue(context.text().startsWith("19000 tokens"), context.text());
      assertEquals(Grade.WARNING, context.grade());
    }
  }

  @Test
  void servers_that_are_no_model_servers_are_told_as_such() {
    Reply page = Reply.of(200, "text/html", "<html>Welcome</html>");
    try (ScriptedServer server = ScriptedServer.start(page)) {
      server.models(page);
      List<Finding> findings = look(server);
      assertEquals(Grade.FAILED, findings.getLast().grade());
      assertTrue(findings.getLast().text().contains("web page"), findings.getLast().text());
      assertFalse(findings.toString().contains("<html"), findings.toString());
    }
    Reply missing = Reply.json(404, "{\"detail\":\"Not Found\"}");
    try (ScriptedServer server = ScriptedServer.start(missing)) {
      server.models(missing);
      assertEquals(Grade.FAILED, look(server).getLast().grade());
    }
  }

  @Test
  void a_template_that_breaks_on_results_is_a_failure_of_the_results() {
    StreamShape kind = StreamShape.LLAMA_CPP;
    Reply broken =
        Reply.json(
            500,
            "{\"error\":{\"code\":500,\"type\":\"server_error\",\"message\":\"After the optional"
                + " system message, conversation roles must alternate\"}}");
    try (ScriptedServer server =
        ScriptedServer.start(
            counted(kind), one(kind), broken, broken, two(kind), text(kind), probed(kind, 2_000))) {
      assertEquals(Grade.FAILED, about("results", look(server)).grade());
    }
  }
}
