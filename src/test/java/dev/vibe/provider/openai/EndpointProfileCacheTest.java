package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.model.Price;
import dev.vibe.model.ServerKind;
import dev.vibe.model.Vision;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.RequestRules;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EndpointProfileCacheTest {

  private static final String KEY = "sk-test-0123456789abcdef";
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Reply GOOD =
      StreamScript.of(StreamShape.VLLM).text("ok").usage(20, 3).reply();

  @TempDir private Path folder;

  private OpenAiModel model(String baseUrl, Instant now) {
    return new OpenAiModel(
        EndpointSettings.of(baseUrl, new KeySupplier("MY_KEY", () -> KEY), "devstral")
            .withProfiles(new EndpointProfileStore.Folder(folder.resolve("endpoints"))),
        new Http(HttpSettings.DEFAULT),
        InstantSource.fixed(now),
        new SplittableRandom(1));
  }

  private static ModelEvent ask(OpenAiModel model) {
    return ask(model, new ModelRequest("s", List.of(Message.User.text("hi")), List.of()));
  }

  private static ModelEvent ask(OpenAiModel model, ModelRequest request) {
    try (ModelStream stream = model.open(request)) {
      ModelEvent event = stream.next();
      while (!(event instanceof ModelEvent.Done) && !(event instanceof ModelEvent.Failed)) {
        event = stream.next();
      }
      return event;
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("endpoints"))) {
      return files.toList();
    }
  }

  @Test
  void what_one_session_learned_the_next_knows_until_it_is_old() throws IOException {
    try (var server = ScriptedServer.start(RequestRules.Schema.MISTRAL, GOOD, GOOD, GOOD)) {
      server.models(
          Reply.json(
              200,
              "{\"data\":[{\"id\":\"devstral\",\"owned_by\":\"vllm\",\"max_model_len\":32768}]}"));
      OpenAiModel first = model(server.baseUrl() + "?key=" + KEY, NOW);
      first.served();
      ask(first);
      assertEquals(2, server.requests().size(), "stream_options was refused once");

      OpenAiModel second = model(server.baseUrl(), NOW.plus(Duration.ofDays(6)));
      assertEquals(32_768, second.capabilities().contextTokens());
      ask(second);
      assertEquals(3, server.requests().size());

      OpenAiModel late = model(server.baseUrl(), NOW.plus(Duration.ofDays(8)));
      assertEquals(0, late.capabilities().contextTokens());
    }
    assertEquals(1, files().size());
    String kept = Files.readString(files().getFirst());
    assertFalse(kept.contains(KEY), kept);
    assertTrue(kept.contains("\"software\":\"VLLM\""), kept);
    assertTrue(kept.contains("\"usage\":\"yes\""), kept);
    assertTrue(kept.contains("\"refused_fields\":[\"stream_options\"]"), kept);
  }

  @Test
  void who_may_speak_after_whom_is_learned_once() throws IOException {
    ModelRequest steered =
        new ModelRequest(
            "s",
            List.of(
                Message.User.text("hi"),
                new Message.Assistant(
                    "",
                    Reasoning.NONE,
                    List.of(new ToolCall(new CallId("a"), "bash", new RawJson("{}")))),
                Message.User.text("stop")),
            List.of());
    try (var server = ScriptedServer.start(RequestRules.Schema.ALTERNATING, GOOD, GOOD)) {
      ask(model(server.baseUrl(), NOW), steered);
      assertEquals(2, server.requests().size());
      ask(model(server.baseUrl(), NOW), steered);
      assertEquals(3, server.requests().size());
    }
    String kept = Files.readString(files().getFirst());
    assertTrue(kept.contains("\"refused_fields\":[\"user after result\"]"), kept);
  }

  @Test
  void a_memory_that_is_damaged_or_cannot_be_written_does_no_harm() throws IOException {
    try (var server = ScriptedServer.start(GOOD, GOOD)) {
      ask(model(server.baseUrl(), NOW));
      for (String bad : List.of("", "{", "[1]", "{\"version\":9}", "{\"version\":1}")) {
        Files.writeString(files().getFirst(), bad);
        assertEquals(0, model(server.baseUrl(), NOW).capabilities().contextTokens());
      }
      Path file = files().getFirst();
      Files.delete(file);
      Files.delete(folder.resolve("endpoints"));
      Files.writeString(folder.resolve("endpoints"), "a file where the folder would be");
      assertTrue(ask(model(server.baseUrl(), NOW)) instanceof ModelEvent.Done);
    }
  }

  @Test
  void what_is_configured_wins_over_what_was_learned() {
    try (var server = ScriptedServer.start()) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"max_model_len\":32768}]}"));
      model(server.baseUrl(), NOW).served();
      OpenAiModel configured =
          new OpenAiModel(
              EndpointSettings.of(server.baseUrl(), KeySupplier.NONE, "devstral")
                  .withKnown(new Capabilities(1000, Price.UNKNOWN))
                  .withProfiles(new EndpointProfileStore.Folder(folder.resolve("endpoints"))),
              new Http(HttpSettings.DEFAULT),
              InstantSource.fixed(NOW),
              new SplittableRandom(1));
      assertEquals(1000, configured.capabilities().contextTokens());
    }
  }

  @Test
  void row_39_a_small_window_of_a_server_that_cuts_in_silence_is_told_ahead_and_once() {
    try (var server = ScriptedServer.start()) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"owned_by\":\"library\"}]}"));
      server.page("/api/version", Reply.json(200, "{\"version\":\"0.20.1\"}"));
      server.page(
          "/api/ps",
          Reply.json(200, "{\"models\":[{\"model\":\"devstral\",\"context_length\":4096}]}"));
      OpenAiModel model = model(server.baseUrl(), NOW);
      assertEquals(
          new ServerFacts(ServerKind.OLLAMA, "0.20.1", 4096, Vision.UNKNOWN), model.facts());
      model.facts();
      List<Problem> notices = model.takeNotices();
      assertEquals(
          List.of(ProblemCode.CONTEXT_SMALL), notices.stream().map(Problem::code).toList());
      assertTrue(notices.getFirst().remedy().contains("OLLAMA_CONTEXT_LENGTH=65536"));
      assertEquals(4096, model.capabilities().contextTokens());
    }
  }

  @Test
  void servers_tell_in_their_own_ways_whether_a_model_sees() {
    try (var server = ScriptedServer.start()) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"owned_by\":\"library\"}]}"));
      server.page("/api/version", Reply.json(200, "{\"version\":\"0.20.1\"}"));
      server.page("/api/show", Reply.json(200, "{\"capabilities\":[\"tools\",\"vision\"]}"));
      assertEquals(Vision.SEES, model(server.baseUrl(), NOW).facts().vision());
      server.page("/api/show", Reply.json(200, "{\"capabilities\":[\"tools\"]}"));
      assertEquals(Vision.BLIND, model(server.baseUrl(), NOW).facts().vision());
      // It is remembered.
      assertEquals(Vision.BLIND, model(server.baseUrl(), NOW).capabilities().vision());
    }
    try (var server = ScriptedServer.start()) {
      server.page(
          "/api/v0/models",
          Reply.json(
              200, "{\"data\":[{\"id\":\"devstral\",\"state\":\"loaded\",\"type\":\"vlm\"}]}"));
      assertEquals(Vision.SEES, model(server.baseUrl(), NOW).facts().vision());
    }
    for (String told :
        List.of(
            "\"capabilities\":{\"vision\":true}",
            "\"architecture\":{\"input_modalities\":[\"text\",\"image\"]}")) {
      try (var server = ScriptedServer.start()) {
        server.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral\"," + told + "}]}"));
        OpenAiModel model = model(server.baseUrl(), NOW);
        model.served();
        assertEquals(Vision.SEES, model.capabilities().vision());
      }
    }
  }

  @Test
  void a_server_of_no_known_kind_on_this_machine_is_asked_in_every_way() {
    try (var server = ScriptedServer.start()) {
      assertEquals(ServerFacts.NONE, model(server.baseUrl(), NOW).facts());
      server.page(
          "/props",
          Reply.json(
              200, "{\"default_generation_settings\":{\"n_ctx\":8192},\"build_info\":\"b9\"}"));
      assertEquals(
          new ServerFacts(ServerKind.LLAMA_CPP, "b9", 8192, Vision.UNKNOWN),
          model(server.baseUrl(), NOW).facts());
    }
  }

  @Test
  void a_request_that_does_not_go_on_from_the_one_before_is_told_with_its_place() {
    try (var server = ScriptedServer.start(GOOD, GOOD)) {
      OpenAiModel model = model(server.baseUrl(), NOW);
      ask(model);
      try (ModelStream stream =
          model.open(new ModelRequest("other", List.of(Message.User.text("hi")), List.of()))) {
        stream.next();
      }
      Problem notice = model.takeNotices().getFirst();
      assertEquals(ProblemCode.PREFIX_BREAK, notice.code());
      assertTrue(notice.cause().contains("message 0, byte "), notice.cause());
    }
  }
}
