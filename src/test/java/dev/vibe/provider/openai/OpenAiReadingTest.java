package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelStream;
import dev.vibe.testkit.ModelEvents;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** A server that is silent while it reads is asked how far it is. */
final class OpenAiReadingTest extends OpenAiModelFixture {

  private static final EndpointTimeouts LIMITS =
      new EndpointTimeouts(
          Duration.ofMillis(1500),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofMillis(100));

  /** The head of the answer comes at once, as those servers send it. */
  private static Reply silentUntil(CountDownLatch latch) {
    byte[] comment = ": \n\n".getBytes(StandardCharsets.UTF_8);
    return GOOD.after(new Reply.Step.Send(comment), new Reply.Step.Await(latch));
  }

  private static OpenAiModel model(ScriptedServer server, String owner) {
    server.models(
        Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"owned_by\":\"" + owner + "\"}]}"));
    OpenAiModel model = model(settings(server.baseUrl()).withTimeouts(LIMITS));
    model.served();
    return model;
  }

  private static Reply slots(int read) {
    return Reply.json(
        200,
        """
        [{"id": 0, "is_processing": true, "id_task": 4, "n_prompt_tokens": %d,
          "n_prompt_tokens_processed": %d, "n_prompt_tokens_cache": 100,
          "next_token": [{"n_decoded": 0}]}]
        """
            .formatted(read + 2148, read));
  }

  @Test
  void llama_cpp_tells_it_on_its_page_of_slots_and_is_not_cut_while_it_gets_on() {
    CountDownLatch end = new CountDownLatch(1);
    try (var server = ScriptedServer.start(silentUntil(end))) {
      server.page("/slots", slots(0));
      try (ModelStream stream = model(server, "llamacpp").open(REQUEST)) {
        for (int read = 0; read < 20; read++) { // longer than a server may be silent
          server.page("/slots", slots(read));
          assertEquals(new ModelEvent.Reading(100 + read, 0), stream.next());
        }
        end.countDown();
        ModelEvent last = ModelEvents.rest(stream).getLast();
        assertEquals("ok", assertInstanceOf(ModelEvent.Done.class, last).reply().text());
      }
    } finally {
      end.countDown();
    }
  }

  @Test
  void vllm_tells_it_by_its_cache() {
    CountDownLatch end = new CountDownLatch(1);
    try (var server = ScriptedServer.start(silentUntil(end))) {
      server.page(
          "/metrics",
          Reply.of(
              200,
              "text/plain",
              """
              vllm:num_requests_running{engine="0"} 1.0
              vllm:kv_cache_usage_perc{engine="0"} 0.25
              vllm:cache_config_info{block_size="16",num_gpu_blocks="1000"} 1.0
              """));
      try (ModelStream stream = model(server, "vllm").open(REQUEST)) {
        assertEquals(new ModelEvent.Reading(4000, 0), stream.next());
      }
    } finally {
      end.countDown();
    }
  }

  @Test
  void one_that_gets_on_with_nothing_or_has_no_such_page_is_cut_as_any_other() {
    CountDownLatch never = new CountDownLatch(1);
    try (var server = ScriptedServer.start(silentUntil(never), silentUntil(never))) {
      server.page("/slots", slots(7));
      OpenAiModel model = model(server, "llamacpp");
      try (ModelStream stream = model.open(REQUEST)) {
        assertEquals(new ModelEvent.Reading(107, 0), stream.next());
        assertInstanceOf(ModelEvent.Retrying.class, stream.next());
      }
    } finally {
      never.countDown();
    }
    CountDownLatch end = new CountDownLatch(1);
    try (var server = ScriptedServer.start(silentUntil(end))) {
      server.page("/slots", Reply.json(501, "{\"error\":{\"message\":\"no slots\"}}"));
      try (ModelStream stream = model(server, "llamacpp").open(REQUEST)) {
        assertInstanceOf(ModelEvent.Retrying.class, stream.next());
      }
      assertEquals(
          1, server.allRequests().stream().filter(each -> each.path().equals("/slots")).count());
    } finally {
      end.countDown();
    }
  }

  @Test
  void closing_ends_the_wait_at_once() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    try (var server = ScriptedServer.start(silentUntil(never))) {
      server.page(
          "/slots", slots(7).after(new Reply.Step.Signal(asked), new Reply.Step.Await(never)));
      ModelStream stream = model(server, "llamacpp").open(REQUEST);
      FutureTask<Void> closing =
          new FutureTask<>(
              () -> {
                asked.await();
                stream.close();
                return null;
              });
      Thread closer = Thread.ofVirtual().start(closing);
      assertEquals(
          ModelEvent.Kind.CANCELLED,
          assertInstanceOf(ModelEvent.Failed.class, stream.next()).kind());
      closer.join();
    } finally {
      never.countDown();
    }
  }
}
