package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.vibe.conversation.Message;
import dev.vibe.json.Json;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Replies are read as they come, whole, cut or broken. */
final class OpenAiReplyTest extends OpenAiModelFixture {

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
  void reply_that_repeats_itself_without_end_is_cut_and_its_head_kept() {
    for (String field : List.of("content", "reasoning_content")) {
      String circle = "data: " + delta(field, "I am here.\n") + "\n\n";
      Reply endless = Reply.endless(200, "text/event-stream", circle, new AtomicLong());
      Reply.Step head =
          new Reply.Step.Send(
              ("data: " + delta(field, "Sure.\n") + "\n\n").getBytes(StandardCharsets.UTF_8));
      try (var server = ScriptedServer.start(endless.after(head))) {
        ModelEvent.Done done = done(play(server));
        assertEquals(ModelEvent.Finish.CIRCLING, done.finish());
        Message.Assistant reply = done.reply();
        assertEquals("Sure.\nI am here.", (reply.text() + reply.reasoning().text()).strip());
        assertTrue(done.usage().outputTokens() > 300, done::toString);
        assertEquals(1, server.requests().size());
      }
    }
  }

  @Test
  void call_of_which_the_arguments_have_no_end_is_cut_and_not_given() {
    StreamScript script = StreamScript.of(StreamShape.VLLM).text("I write it.");
    script.call("bash", "{\"command\":\"" + "0,".repeat(40_000) + "\"}");
    try (var server = ScriptedServer.start(script.reply())) {
      ModelEvent.Done done = done(play(server));
      assertEquals(ModelEvent.Finish.CIRCLING, done.finish());
      assertEquals("I write it.", done.reply().text());
      assertEquals(List.of(), done.reply().calls());
    }
  }

  private static String delta(String field, String text) {
    return Json.write(Map.of("choices", List.of(Map.of("index", 0, "delta", Map.of(field, text)))));
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
      script.text("%0100d%n".formatted(i));
    }
    byte[] stream = script.reply().body();
    try (var server = ScriptedServer.start(Reply.raw(stream))) {
      assertEquals(2_020_000, done(play(server)).reply().text().length());
    }
  }

  /** On the thread that reads; measured on a slow machine, so the bound is a loose one. */
  @Test
  void row_40_two_megabytes_cost_less_than_a_second_and_little_memory() throws Exception {
    StreamScript script = StreamScript.of(StreamShape.VLLM);
    for (int i = 0; i < 20_000; i++) {
      script.text("%0100d".formatted(i) + (i % 7 == 0 ? "\n" : " "));
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
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int finished = text.indexOf('\n', text.indexOf("\"finish_reason\":\"tool_calls\""));
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
          if (at < finished) {
            assertEquals(ModelEvent.Kind.UNREACHABLE, failed(cut).kind(), kind + " cut at " + at);
          } else {
            assertEquals(done(expected).reply(), done(cut).reply(), kind + " cut at " + at);
          }
        }
      }
    }
  }
}
