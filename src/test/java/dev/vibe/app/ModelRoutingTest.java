package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.config.FlagValue;
import dev.vibe.json.Json;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.ServerKind;
import dev.vibe.testkit.StreamScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From configuration over real requests to the result record. */
@Timeout(60)
class ModelRoutingTest {

  private static final Reply OVERFLOW =
      Reply.json(400, "{\"error\":{\"message\":\"exceed_context_size_error\"}}");
  private static final Reply GOOD =
      StreamScript.of(ServerKind.VLLM).text("done").usage(1_000_000, 10, 400_000).reply();

  @TempDir private Path folder;

  private static String twoServers(ScriptedServer first, ScriptedServer second) {
    return """
    model = "large"
    fallback = ["small"]
    [providers.a]
    base_url = "%s"
    [providers.b]
    base_url = "%s"
    [models.large]
    provider = "a"
    [models.small]
    provider = "b"
    price_in = 1.0
    price_out = 0.0
    price_cached = 0.1
    """
        .formatted(first.baseUrl(), second.baseUrl());
  }

  private static List<Map<String, Object>> events(String lines) {
    return lines.lines().map(Json::object).toList();
  }

  @Test
  void a_fallback_answers_and_the_record_and_a_notice_say_so() {
    try (var first = ScriptedServer.start(OVERFLOW);
        var second = ScriptedServer.start(GOOD)) {
      Harness vibe = new Harness(folder).config(twoServers(first, second));
      assertEquals(0, vibe.run(RunOptions.Format.STREAM_JSON), vibe::out);
      List<Map<String, Object>> events = events(vibe.out());
      Map<String, Object> notice =
          events.stream()
              .filter(event -> event.toString().contains("code=model-switched"))
              .filter(event -> "notice".equals(event.get("type")))
              .findFirst()
              .orElseThrow();
      assertTrue(notice.toString().contains("going from large at " + first.baseUrl()));
      assertTrue(notice.toString().contains("to small at " + second.baseUrl()));
      Map<String, Object> result = events.getLast();
      assertEquals("small", result.get("model"));
      assertEquals(second.baseUrl(), result.get("endpoint"));
      // 600 000 fresh tokens at 1 USD and 400 000 cached ones at 0.1 USD per million.
      assertEquals(
          0.64, ((Number) Objects.requireNonNull(result.get("cost_usd"))).doubleValue(), 1e-9);
    }
  }

  @Test
  void the_switch_is_one_line_on_the_screen() {
    try (var first = ScriptedServer.start(OVERFLOW);
        var second = ScriptedServer.start(GOOD)) {
      Harness vibe = new Harness(folder).config(twoServers(first, second));
      assertEquals(0, vibe.run(RunOptions.Format.TEXT), vibe::err);
      assertEquals("done\n", vibe.out());
      assertEquals(1, vibe.err().lines().filter(line -> line.contains("going from large")).count());
      assertFalse(vibe.err().contains("try 2"), vibe::err);
    }
  }

  @Test
  void local_only_refuses_an_endpoint_elsewhere_before_anything_is_sent() {
    Harness vibe = new Harness(folder).config("base_url = \"http://gpu.example.invalid/v1\"\n");
    int exitCode = vibe.run(RunOptions.Format.TEXT, new FlagValue("local_only", "a test", "true"));
    assertEquals(2, exitCode);
    assertTrue(vibe.err().contains("[local-only]"), vibe::err);
  }

  @Test
  void local_only_wins_over_a_fallback() {
    try (var first = ScriptedServer.start(OVERFLOW, OVERFLOW, OVERFLOW, OVERFLOW)) {
      Harness vibe =
          new Harness(folder)
              .config(
                  """
                  base_url = "%s"
                  model = "m"
                  fallback = ["far"]
                  [providers.b]
                  base_url = "http://gpu.example.invalid/v1"
                  [models.far]
                  provider = "b"
                  """
                      .formatted(first.baseUrl()));
      int exitCode =
          vibe.run(RunOptions.Format.TEXT, new FlagValue("local_only", "a test", "true"));
      assertEquals(4, exitCode, vibe::err);
      assertTrue(vibe.err().contains("not talking to http://gpu.example.invalid"), vibe::err);
    }
  }

  @Test
  void row_6_a_key_command_runs_once_and_once_more_when_its_key_is_refused() throws IOException {
    Path script = folder.resolve("key.sh");
    Files.writeString(
        script, "echo x >> \"$1\"; wc -l < \"$1\" | tr -d ' ' | sed 's/^/key-number-/'\n");
    Path count = folder.resolve("count");
    Reply unauthorized = Reply.json(401, "{\"detail\":\"Unauthorized\"}");
    StreamScript call = StreamScript.of(ServerKind.VLLM).call("glob", "{\"pattern\":\"*\"}");
    try (var server = ScriptedServer.start(unauthorized, call.reply(), GOOD)) {
      Harness vibe =
          new Harness(folder)
              .config(
                  """
                  base_url = "%s"
                  model = "m"
                  api_key_command = ["sh", "%s", "%s"]
                  """
                      .formatted(server.baseUrl(), script, count));
      assertEquals(0, vibe.run(RunOptions.Format.TEXT), vibe::err);
      assertEquals(
          List.of("Bearer key-number-1", "Bearer key-number-2", "Bearer key-number-2"),
          server.requests().stream().map(r -> r.headers().get("authorization")).toList());
      assertEquals(2, Files.readAllLines(count).size());
    }
  }

  @Test
  void a_query_parameter_goes_with_each_request_and_is_not_kept() throws IOException {
    try (var server = ScriptedServer.start(GOOD)) {
      Harness vibe =
          new Harness(folder)
              .config(
                  """
                  model = "lab/m"
                  [providers.lab]
                  base_url = "%s"
                  query.token = "hush hush&"
                  """
                      .formatted(server.baseUrl()));
      assertEquals(0, vibe.run(RunOptions.Format.JSON), vibe::err);
      assertEquals(
          "/v1/chat/completions?token=hush%20hush%26", server.requests().getFirst().path());
      assertFalse(vibe.out().contains("hush"), vibe::out);
      assertEquals(server.baseUrl(), Json.object(vibe.out()).get("endpoint"));
    }
  }

  @Test
  void models_lists_what_is_configured_known_and_served() {
    try (var server = ScriptedServer.start()) {
      server.models(
          Reply.json(
              200,
              "{\"data\":[{\"id\":\"devstral-2512\"},{\"id\":\"home-made\",\"max_model_len\":4096}]}"));
      Harness vibe =
          new Harness(folder).config("base_url = \"" + server.baseUrl() + "\"\nmodel = \"x\"\n");
      assertEquals(0, vibe.app().models(vibe.listing(ListingOptions.Form.JSON)));
      Map<String, Object> object = Json.object(vibe.out());
      assertEquals(server.baseUrl(), object.get("endpoint"));
      List<?> models = (List<?>) Objects.requireNonNull(object.get("models"));
      Map<?, ?> devstral = (Map<?, ?>) models.getFirst();
      assertEquals(true, devstral.get("served"));
      assertTrue(
          String.valueOf(devstral.get("licence_warning")).contains("20 million USD a month"));
      assertEquals("mistral-medium-3-5", devstral.get("successor"));
      Map<?, ?> own = (Map<?, ?>) models.getLast();
      assertEquals("home-made", own.get("name"));
      assertEquals(4096, own.get("context_tokens"));
    }
  }

  @Test
  void models_without_an_endpoint_are_still_listed() {
    Harness vibe = new Harness(folder).config("base_url = \"http://127.0.0.1:1/v1\"\n");
    assertEquals(0, vibe.app().models(vibe.listing(ListingOptions.Form.TEXT)));
    assertTrue(vibe.out().startsWith("  not known: cannot reach"), vibe::out);
    assertTrue(
        vibe.out().contains("Devstral Small 2     256k     0.1/0.3/0.01         Apache-2.0"));
  }

  @Test
  void doctor_without_an_endpoint_sends_nothing() {
    try (var server = ScriptedServer.start()) {
      Harness vibe =
          new Harness(folder).config("base_url = \"" + server.baseUrl() + "\"\nmodel = \"x\"\n");
      assertEquals(
          0,
          vibe.app().doctor(vibe.listing(ListingOptions.Form.TEXT), Checkup.Reach.HERE),
          vibe::out);
      assertEquals(List.of(), server.allRequests());
      for (String subject :
          List.of("runtime", "terminal", "config", "git", "sandbox", "state", "endpoint", "key")) {
        assertTrue(vibe.out().contains(subject), subject + " in " + vibe.out());
      }
    }
  }

  @Test
  void doctor_reports_as_one_object_and_fails_with_1_and_shows_no_secret() {
    Harness vibe =
        new Harness(folder).config("base_url = \"http://127.0.0.1:1/v1\"\nmodel=\"x\"\n");
    vibe.environment.put("VIBE_API_KEY", "sk-secret-0123456789");
    assertEquals(
        1, vibe.app().doctor(vibe.listing(ListingOptions.Form.JSON), Checkup.Reach.ENDPOINT));
    assertFalse(vibe.out().contains("sk-secret"), vibe::out);
    Map<String, Object> object = Json.object(vibe.out());
    assertEquals("doctor", object.get("type"));
    assertEquals(false, object.get("ok"));
    assertEquals(1, vibe.out().lines().count());
  }

  @Test
  void doctor_tells_a_broken_configuration() {
    Harness vibe = new Harness(folder).config("modle = \"x\"\n");
    assertEquals(
        1, vibe.app().doctor(vibe.listing(ListingOptions.Form.TEXT), Checkup.Reach.ENDPOINT));
    assertTrue(vibe.out().contains("failed  config"), vibe::out);
  }
}
