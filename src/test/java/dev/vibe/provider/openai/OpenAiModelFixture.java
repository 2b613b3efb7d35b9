package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.RetryPolicy;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.testkit.ModelEvents;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;

/** Model of a scripted server, and what its replies bring. */
@Timeout(60)
abstract class OpenAiModelFixture {

  static final String KEY = "sk-test-0123456789abcdef";
  static final Reply GOOD = StreamScript.of(StreamShape.VLLM).text("ok").reply();
  static final RetryPolicy QUICK =
      new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMinutes(5));
  static final RetryPolicy NONE =
      new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);
  static final List<ToolSpec> TOOLS =
      List.of(new ToolSpec("bash", "Run.", new RawJson("{\"type\":\"object\"}")));
  static final ModelRequest REQUEST =
      new ModelRequest("You are vibe.", List.of(Message.User.text("hi")), TOOLS);

  static EndpointSettings settings(String baseUrl) {
    return EndpointSettings.of(baseUrl, new KeySupplier("MY_KEY", () -> KEY), "devstral")
        .withRetry(QUICK);
  }

  static OpenAiModel model(EndpointSettings settings) {
    return new OpenAiModel(
        settings,
        new Http(HttpSettings.DEFAULT),
        InstantSource.fixed(Instant.parse("2026-11-24T10:00:00Z")),
        new SplittableRandom(1));
  }

  static List<ModelEvent> play(OpenAiModel model, ModelRequest request) {
    return ModelEvents.of(model, request);
  }

  static List<ModelEvent> play(ScriptedServer server) {
    return play(model(settings(server.baseUrl())), REQUEST);
  }

  static ModelEvent.Done done(List<ModelEvent> events) {
    return assertInstanceOf(ModelEvent.Done.class, events.getLast(), events::toString);
  }

  static ModelEvent.Failed failed(List<ModelEvent> events) {
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

  /** The failure of one answer, which must not be asked for again. */
  static ModelEvent.Failed stops(Reply answer) {
    try (var server = ScriptedServer.start(answer, GOOD)) {
      ModelEvent.Failed failed = failed(play(server));
      assertEquals(1, server.requests().size(), failed.toString());
      return failed;
    }
  }

  static Reply error(int status, String message) {
    return Reply.json(status, Map.of("error", Map.of("message", message)));
  }

  static ModelEvent.Retrying retry(List<ModelEvent> events) {
    return events.stream()
        .filter(ModelEvent.Retrying.class::isInstance)
        .map(ModelEvent.Retrying.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no retry in " + events));
  }
}
