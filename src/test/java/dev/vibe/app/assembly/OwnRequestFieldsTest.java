package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.Harness;
import dev.vibe.app.host.RunOptions;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields and headers that a user puts into the requests for a model. */
class OwnRequestFieldsTest {

  private static final Reply GOOD = StreamScript.of(StreamShape.VLLM).text("done").reply();

  @TempDir Path folder;

  private static String config(ScriptedServer server) {
    return """
    model = "m"
    base_url = "%s"
    [models.m.request]
    top_p = 0.9
    temperature = 1
    response_format = { type = "text" }
    headers = { X-Title = "my title" }
    """
        .formatted(server.baseUrl());
  }

  @Test
  void they_are_sent_as_they_are() {
    try (var server = ScriptedServer.start(GOOD)) {
      Harness vibe = new Harness(folder).config(config(server));
      assertEquals(0, vibe.run(RunOptions.Format.TEXT), vibe::err);

      String body = server.requests().getFirst().body();
      assertTrue(body.contains("\"response_format\":{\"type\":\"text\"}"), body);
      assertTrue(body.contains("\"temperature\":1,"), body);
      assertTrue(body.contains("\"top_p\":0.9"), body);
      assertEquals("my title", server.requests().getFirst().headers().get("x-title"));
    }
  }

  @Test
  void server_that_does_not_take_one_is_told_in_its_words() {
    Reply refusal =
        Reply.json(400, Map.of("error", Map.of("message", "top_p is not supported", "code", 400)));
    try (var server = ScriptedServer.start(refusal)) {
      Harness vibe = new Harness(folder).config(config(server));
      vibe.run(RunOptions.Format.TEXT);

      assertEquals(1, server.requests().size());
      assertTrue(vibe.err().contains("top_p is not supported"), vibe::err);
    }
  }
}
