package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelStream;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Every wait for an endpoint has an end. */
final class OpenAiWaitTest extends OpenAiModelFixture {

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
}
