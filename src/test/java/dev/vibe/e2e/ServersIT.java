package dev.vibe.e2e;

import static dev.vibe.e2e.Script.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers of each kind, on good days and bad ones. */
class ServersIT {

  @TempDir Path scratch;

  private static Reply done() {
    return StreamScript.of(StreamShape.VLLM, "done").text("Done.").usage(10, 1).reply();
  }

  private static Reply error(int status, String message) {
    return Reply.json(
        status, Map.of("error", Map.of("message", message, "type", "error", "code", status)));
  }

  private Stage stage(Script script) {
    Stage stage = Stage.in(scratch, script);
    stage.repo().write("a.txt", "old\n").commitAll("Start");
    return stage;
  }

  @ParameterizedTest
  @EnumSource(StreamShape.class)
  void each_kind_of_server_can_do_the_job(StreamShape kind) {
    Script script =
        Script.of(kind)
            .calls(Call.read("a.txt"), Call.of("glob", Map.of("pattern", "*.txt")))
            .calls(edit("a.txt", "old", "new"), Call.commit("Renew"))
            .says("Done.");
    try (Stage stage = stage(script)) {
      Stage.Outcome record = stage.record("-p", "renew", "--auto-commit").endedWith(0, "done");

      assertEquals("Done.", record.text("answer"));
      assertEquals(3, record.json().get("turns"));
      assertEquals("new\n", stage.repo().fileAt("HEAD", "a.txt"));
      Map<?, ?> usage = assertInstanceOf(Map.class, record.json().get("usage"));
      assertEquals(3 * Script.INPUT_TOKENS, usage.get("input_tokens"));
    }
  }

  @Test
  void server_that_asks_for_a_wait_gets_it() {
    Script script =
        Script.vllm().reply(error(429, "slow down").header("Retry-After", "1")).reply(done());
    try (Stage stage = stage(script)) {
      RunningVibe.Ended ended = stage.run("-p", "x");

      assertEquals("Done.\n", ended.stdout(), ended::stderr);
      // a second, and the jitter that keeps clients apart
      assertTrue(ended.stderr().matches("(?s).*try 2 in 1\\.\\d s.*"), ended::stderr);
    }
  }

  @Test
  void broken_server_and_broken_stream_are_asked_again() {
    Reply whole = done();
    Script script =
        Script.vllm()
            .reply(error(500, "out of memory"))
            .reply(whole.cutAt(whole.body().length / 2))
            .reply(whole);
    try (Stage stage = stage(script)) {
      Stage.Outcome record = stage.record("-p", "x").endedWith(0, "done");

      assertEquals("Done.", record.text("answer"));
      assertEquals(3, stage.server().requests().size());
    }
  }

  @Test
  void markup_of_a_tool_that_does_not_exist_is_not_shown() {
    Script script = Script.vllm().says("I fly.\n[TOOL_CALLS]fly[ARGS]{\"to\": \"the moon\"}");
    try (Stage stage = stage(script.reply(done()))) {
      RunningVibe.Ended ended = stage.run("-p", "x", "--output", "stream-json");

      assertTrue(!ended.stdout().contains("[ARGS]"), ended::stdout);
      assertEquals(2, stage.server().requests().size());
    }
  }

  @Test
  void model_that_rambles_is_cut_and_told_and_asked_once_more() {
    String circle =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"I am here to help.\\n\"}}]}\n\n";
    Reply endless = Reply.endless(200, "text/event-stream", circle, new AtomicLong());
    try (Stage stage = stage(Script.vllm().reply(endless).reply(done()))) {
      RunningVibe.Ended ended = stage.run("-p", "say hi");

      assertEquals("Done.\n", ended.stdout(), ended::stderr);
      assertTrue(ended.stderr().contains("repeated itself without end"), ended::stderr);
      String second = stage.server().requests().get(1).body();
      assertTrue(second.contains("over and over"), second);
      assertTrue(second.length() < 20_000, second);
    }
  }

  @Test
  void key_that_is_not_accepted_is_no_reason_to_try_again() {
    try (Stage stage = stage(Script.vllm().reply(error(401, "Unauthorized")))) {
      Stage.Outcome record = stage.record("-p", "x").endedWith(7, "unauthorized");

      assertEquals(1, stage.server().requests().size());
      assertTrue(record.ended().stderr().contains("VIBE_API_KEY"), record.ended()::stderr);
    }
  }

  @Test
  void refused_connection_says_where_and_what_to_try() {
    try (Stage stage = stage(Script.vllm())) {
      stage.server().close();
      Stage.Outcome record = stage.record("-p", "x").endedWith(6, "unreachable");

      assertTrue(
          record.ended().stderr().contains(stage.server().baseUrl()), record.ended()::stderr);
    }
  }

  @Test
  void unknown_model_is_named_with_those_that_are_served() {
    Reply unknown = error(404, "The model `nope` does not exist.");
    try (Stage stage = stage(Script.vllm().reply(unknown))) {
      Stage.Outcome record = stage.record("-p", "x", "-m", "nope").endedWith(6, "unreachable");

      assertTrue(record.ended().stderr().contains("nope"), record.ended()::stderr);
      assertTrue(record.ended().stderr().contains("devstral"), record.ended()::stderr);
    }
  }

  @Test
  void request_that_is_too_large_is_made_smaller() {
    Script script = Script.vllm();
    for (int i = 1; i <= 4; i++) {
      script.calls(Call.of("read_file", Map.of("file", "big.txt", "offset", i, "limit", 300)));
    }
    script.reply(error(400, "This model's maximum context length is 8192 tokens."));
    script.reply(
        StreamScript.of(StreamShape.VLLM, "sum").text("Read big.txt.").usage(10, 1).reply());
    script.reply(done());
    try (Stage stage = stage(script)) {
      stage.repo().write("big.txt", "a line that is long enough to fill a window\n".repeat(900));

      stage.record("-p", "x").endedWith(0, "done");

      int tooLarge = stage.server().requests().get(4).body().length();
      String summary = stage.server().requests().get(5).body();
      assertTrue(summary.contains("Write a summary of this conversation"), summary);
      int smaller = stage.server().requests().get(6).body().length();
      assertTrue(smaller < tooLarge * 2 / 3, smaller + " after " + tooLarge);
    }
  }

  @Test
  void request_that_cannot_be_made_smaller_is_a_limit() {
    Reply overflow = error(400, "This model's maximum context length is 1024 tokens.");
    try (Stage stage = stage(Script.vllm().reply(overflow))) {
      assertEquals("context-overflow", stage.record("-p", "x").endedWith(4, "limit").problem());
    }
  }
}
