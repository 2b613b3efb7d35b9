package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.Harness;
import dev.vibe.app.command.Checkup;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.FlagValue;
import dev.vibe.json.Json;
import dev.vibe.testkit.MachineAbility;
import dev.vibe.testkit.Needs;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
      StreamScript.of(StreamShape.VLLM).text("done").usage(1_000_000, 10, 400_000).reply();

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
      assertEquals(
          List.of(
              Map.of("model", "large", "endpoint", first.baseUrl()),
              Map.of("model", "small", "endpoint", second.baseUrl())),
          result.get("models"));
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
    StreamScript call = StreamScript.of(StreamShape.VLLM).call("glob", "{\"pattern\":\"*\"}");
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
      assertEquals(0, vibe.app().utilities().models(vibe.listing(OutputForm.JSON)));
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
    assertEquals(0, vibe.app().utilities().models(vibe.listing(OutputForm.TEXT)));
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
          vibe.app().utilities().doctor(vibe.listing(OutputForm.TEXT), Checkup.Reach.HERE),
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
        1, vibe.app().utilities().doctor(vibe.listing(OutputForm.JSON), Checkup.Reach.ENDPOINT));
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
        1, vibe.app().utilities().doctor(vibe.listing(OutputForm.TEXT), Checkup.Reach.ENDPOINT));
    assertTrue(vibe.out().contains("failed  config"), vibe::out);
  }

  @Test
  void an_endpoint_that_cannot_be_asked_for_its_list_is_named_in_the_record_too() {
    try (var second = ScriptedServer.start(GOOD)) {
      Harness vibe =
          new Harness(folder)
              .config(
                  """
                  base_url = "http://127.0.0.1:1/v1"
                  fallback = ["b/small"]
                  [providers.b]
                  base_url = "%s"
                  """
                      .formatted(second.baseUrl()));
      assertEquals(0, vibe.run(RunOptions.Format.STREAM_JSON), vibe::out);
      List<Map<String, Object>> events = events(vibe.out());
      assertEquals(
          List.of(
              Map.of("model", "", "endpoint", "http://127.0.0.1:1/v1"),
              Map.of("model", "small", "endpoint", second.baseUrl())),
          events.getLast().get("models"));
      assertTrue(
          vibe.out().contains("going from what is served at http://127.0.0.1:1/v1 to small"));
    }
  }

  @Test
  void offline_wins_over_a_fallback_but_not_over_the_chosen_endpoint() {
    try (var first = ScriptedServer.start(OVERFLOW, OVERFLOW, OVERFLOW, OVERFLOW)) {
      Harness vibe =
          new Harness(folder)
              .config(
                  """
                  base_url = "%s"
                  model = "m"
                  fallback = ["far/x"]
                  [providers.far]
                  base_url = "http://gpu.example.invalid/v1"
                  """
                      .formatted(first.baseUrl()));
      assertEquals(
          4,
          vibe.run(RunOptions.Format.TEXT, new FlagValue("offline", "--offline", "true")),
          vibe::err);
      assertTrue(vibe.err().contains("not talking to http://gpu.example.invalid"), vibe::err);
    }
    Harness far = new Harness(folder).config("base_url = \"http://gpu.example.invalid/v1\"\n");
    assertEquals(6, far.run(RunOptions.Format.TEXT, new FlagValue("offline", "--offline", "true")));
  }

  /** Offline, has the model start a command that would connect, and gives what it was told. */
  private static String toldOffline(Harness vibe, int expected) throws IOException {
    try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var server =
            ScriptedServer.start(
                StreamScript.of(StreamShape.VLLM)
                    .call(
                        "bash",
                        Json.write(
                            Map.of(
                                "command",
                                "bash -c '</dev/tcp/127.0.0.1/"
                                    + listening.getLocalPort()
                                    + "' && echo reached; echo $DB_URL-$OTHER")))
                    .reply(),
                GOOD)) {
      vibe.config(
          """
          base_url = "%s"
          model = "m"
          mode = "auto"
          [commands]
          env = ["DB_*"]
          """
              .formatted(server.baseUrl()));
      vibe.environment.put("DB_URL", "db");
      vibe.environment.put("OTHER", "other");
      assertEquals(
          expected,
          vibe.run(RunOptions.Format.TEXT, new FlagValue("offline", "--offline", "true")),
          vibe::err);
      return server.requests().getLast().body();
    }
  }

  private static void assertRanWithoutNetwork(Harness vibe, String told) {
    assertTrue(told.contains("no network (--offline); exit code 0"), told);
    assertTrue(told.contains("db-"), told);
    assertFalse(told.contains("db-other"), told);
    assertTrue(vibe.err().contains("(no network)"), vibe::err);
  }

  @Test
  @Needs(MachineAbility.NETWORK_NAMESPACES)
  void offline_a_command_reaches_nothing_and_the_model_is_told() throws IOException {
    Harness vibe =
        new Harness(folder)
            .systemFolders(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/sbin"));
    String told = toldOffline(vibe, 0);

    assertRanWithoutNetwork(vibe, told);
    assertFalse(told.contains("\\nreached"), told);
  }

  @Test
  void offline_a_command_runs_behind_what_confines_and_the_model_is_told() throws IOException {
    Path confining =
        Files.writeString(
            folder.resolve("bwrap"),
            """
            #!/bin/sh
            shift 5
            [ "${1##*/}" = readlink ] && exec echo 'net:[1]'
            exec "$@"
            """);
    assertTrue(confining.toFile().setExecutable(true));
    Harness vibe = new Harness(folder).systemFolders(folder);

    assertRanWithoutNetwork(vibe, toldOffline(vibe, 0));
  }

  @Test
  void offline_where_nothing_confines_a_command_is_refused_and_the_model_is_told()
      throws IOException {
    String told = toldOffline(new Harness(folder), 5);

    assertTrue(told.contains("this machine cannot keep commands off the network"), told);
    assertFalse(told.contains("db-"), told);
  }

  @Test
  void a_key_file_that_everybody_may_read_is_always_told() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "abcdefgh12345\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    for (String model : List.of("model = \"m\"", "")) {
      try (var server = ScriptedServer.start(GOOD)) {
        Harness vibe =
            new Harness(folder)
                .config(
                    "base_url = \"%s\"\napi_key_file = \"%s\"\n%s\n"
                        .formatted(server.baseUrl(), key, model));
        assertEquals(0, vibe.run(RunOptions.Format.STREAM_JSON), vibe::out);
        assertEquals(
            1,
            events(vibe.out()).stream()
                .filter(event -> event.toString().contains("key-file-public"))
                .count());
        assertEquals(
            "Bearer abcdefgh12345", server.requests().getLast().headers().get("authorization"));
      }
    }
  }

  @Test
  void models_of_every_provider_are_listed_with_who_serves_them() {
    try (var first = ScriptedServer.start();
        var second = ScriptedServer.start()) {
      first.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral-2512\"}]}"));
      second.models(
          Reply.json(
              200,
              "{\"data\":[{\"id\":\"devstral-2512\",\"deprecation_replacement_model\":\"x\"},"
                  + "{\"id\":\"mine\"}]}"));
      Harness vibe =
          new Harness(folder)
              .config(
                  twoServers(first, second)
                      + "[providers.gone]\nbase_url = \"http://127.0.0.1:1/v1\"\n");
      assertEquals(0, vibe.app().utilities().models(vibe.listing(OutputForm.TEXT)));
      assertTrue(
          vibe.out().startsWith("* served by a, " + first.baseUrl() + " (in effect)\n"), vibe::out);
      assertTrue(vibe.out().contains("* served by b, " + second.baseUrl() + "\n"), vibe::out);
      assertTrue(vibe.out().contains("not known: cannot reach http://127.0.0.1:1/v1"), vibe::out);
      assertTrue(vibe.out().contains("served by a, b\n"), vibe::out);
      Harness json = new Harness(folder);
      assertEquals(0, json.app().utilities().models(json.listing(OutputForm.JSON)));
      Map<String, Object> object = Json.object(json.out());
      assertEquals(3, ((List<?>) Objects.requireNonNull(object.get("endpoints"))).size());
      Map<?, ?> mine =
          (Map<?, ?>) ((List<?>) Objects.requireNonNull(object.get("models"))).getLast();
      assertEquals(List.of("b"), mine.get("served_by"));
      assertEquals(false, mine.get("served"));
      assertFalse(mine.containsKey("price_usd_per_million"));
    }
  }
}
