package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelStream;
import dev.vibe.testkit.ModelEvents;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that says nothing to a request because it loads the model first. */
final class OpenAiLoadingTest extends OpenAiModelFixture {

  private static final EndpointTimeouts LIMITS =
      new EndpointTimeouts(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofMillis(100));

  private static OpenAiModel model(ScriptedServer server, String owner) {
    server.models(
        Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"owned_by\":\"" + owner + "\"}]}"));
    OpenAiModel model = model(settings(server.baseUrl()).withTimeouts(LIMITS));
    model.served();
    return model;
  }

  /** The owner that a server names, its page, and what that says while a model is loaded. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          llamacpp | /models | {"data":[{"id":"devstral","status":{"value":"loading"}}]}
          llamacpp | /models | {"data":[{"id":"devstral","status":{"value":"unloaded"}}]}
          llama-swap | /running | {"running":[{"model":"devstral","state":"starting"}]}
          organization_owner | /api/v0/models | {"data":[{"id":"devstral","state":"not-loaded"}]}
          library | /api/ps | {"models":[{"name":"other:latest"}]}
          """)
  void it_is_told_once_and_the_reply_comes_when_it_is_loaded(
      String owner, String page, String loading) {
    CountDownLatch loaded = new CountDownLatch(1);
    try (var server = ScriptedServer.start(GOOD.after(new Reply.Step.Await(loaded)))) {
      server.page(page, Reply.json(200, loading));
      try (ModelStream stream = model(server, owner).open(REQUEST)) {
        assertEquals(new ModelEvent.Loading(), stream.next());
        loaded.countDown();
        List<ModelEvent> rest = ModelEvents.rest(stream);
        assertFalse(rest.contains(new ModelEvent.Loading()), rest::toString);
        assertEquals("ok", done(rest).reply().text());
      }
    } finally {
      loaded.countDown();
    }
  }

  @Test
  void one_that_tells_no_such_thing_is_asked_once() {
    CountDownLatch end = new CountDownLatch(1);
    try (var server = ScriptedServer.start(GOOD.after(new Reply.Step.Await(end)), GOOD)) {
      server.page("/running", Reply.json(404, "{}").after(new Reply.Step.Call(end::countDown)));
      OpenAiModel model = model(server, "somebody");
      assertEquals("ok", done(ModelEvents.of(model, REQUEST)).reply().text());
      assertEquals("ok", done(ModelEvents.of(model, REQUEST)).reply().text());
      assertEquals(
          1, server.allRequests().stream().filter(each -> each.path().equals("/running")).count());
    } finally {
      end.countDown();
    }
  }

  @Test
  void closing_ends_the_wait_for_a_model_that_never_comes() {
    CountDownLatch never = new CountDownLatch(1);
    try (var server = ScriptedServer.start(GOOD.after(new Reply.Step.Await(never)))) {
      server.page("/running", Reply.json(200, "{\"running\":[{\"state\":\"starting\"}]}"));
      ModelStream stream = model(server, "llama-swap").open(REQUEST);
      try (stream) {
        assertEquals(new ModelEvent.Loading(), stream.next());
      }
      assertEquals(
          ModelEvent.Kind.CANCELLED,
          assertInstanceOf(ModelEvent.Failed.class, stream.next()).kind());
    } finally {
      never.countDown();
    }
  }
}
