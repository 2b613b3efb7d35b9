package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.RequestRules;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sent to an endpoint. */
final class OpenAiRequestTest extends OpenAiModelFixture {

  @Test
  void the_request_carries_key_and_headers_and_asks_for_a_stream() {
    try (var server = ScriptedServer.start(GOOD)) {
      OpenAiModel model =
          model(
              settings(server.baseUrl() + "/chat/completions/")
                  .withHeaders(Map.of("X-Team", "a"))
                  .withMaxOutputTokens(99));
      assertEquals("ok", done(play(model, REQUEST)).reply().text());
      ScriptedServer.Received request = server.requests().getFirst();
      assertEquals("/v1/chat/completions", request.path());
      assertEquals("Bearer " + KEY, request.headers().get("authorization"));
      assertEquals("a", request.headers().get("x-team"));
      assertEquals("application/json", request.headers().get("content-type"));
      assertEquals(true, request.json().get("stream"));
      assertEquals(0.15, request.json().get("temperature"));
      assertEquals(99, request.json().get("max_tokens"));
      assertEquals(server.baseUrl(), model.endpoint());
    }
  }

  @Test
  void a_query_in_the_base_url_goes_with_every_request_and_into_no_message() {
    try (var server = ScriptedServer.start(GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl() + "?api-version=7"));
      done(play(model, REQUEST));
      assertEquals("/v1/chat/completions?api-version=7", server.requests().getFirst().path());
      assertEquals(server.baseUrl(), model.endpoint());
    }
  }

  @Test
  void row_30_a_call_that_has_to_come_is_asked_for_in_a_word_the_server_takes() {
    ModelRequest required = REQUEST.requiring(ModelRequest.ToolUse.REQUIRED);
    Reply refusal =
        Reply.json(
            422,
            "{\"detail\":[{\"type\":\"enum\",\"loc\":[\"body\",\"tool_choice\"],\"msg\":"
                + "\"Input should be 'none', 'auto' or 'any'\"}]}");
    try (var server = ScriptedServer.start(refusal, GOOD, GOOD, GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      done(play(model, required));
      done(play(model, required));
      done(play(model, REQUEST));
      assertEquals(
          List.of("required", "any", "any", "none sent"),
          server.requests().stream()
              .map(each -> each.json().getOrDefault("tool_choice", "none sent"))
              .toList());
    }
    try (var server = ScriptedServer.start(refusal, refusal, GOOD)) {
      done(play(model(settings(server.baseUrl())), required));
      assertFalse(server.requests().getLast().json().containsKey("tool_choice"));
    }
  }

  @Test
  void a_conversation_with_a_strict_server_goes_on_over_many_turns() {
    try (var server = ScriptedServer.start(RequestRules.Schema.COMMON)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      List<Message> messages = new ArrayList<>();
      String before = "";
      for (int turn = 0; turn < 12; turn++) {
        List<StreamShape> kinds = List.of(StreamShape.values());
        StreamShape kind = kinds.get(turn % kinds.size());
        StreamScript script = StreamScript.of(kind, "turn" + turn).text("turn " + turn);
        server.then(
            turn % 3 == 2
                ? script.reply()
                : script.call("bash", "{\"n\":" + turn + "}").call("bash", "{oops").reply());
        if (turn % 3 == 0) {
          messages.add(Message.User.text("go " + turn));
        }
        ModelEvent.Done done =
            done(play(model, new ModelRequest("You are vibe.", messages, TOOLS)));
        messages.add(done.reply());
        if (!done.reply().calls().isEmpty()) {
          messages.add(
              new Message.ToolResults(
                  done.reply().calls().stream().map(OpenAiRequestTest::answer).toList()));
        }
        String body = server.requests().getLast().body();
        String prefix = body.substring(0, body.indexOf("],\"tools\""));
        assertTrue(prefix.startsWith(before), prefix);
        before = prefix;
      }
      assertEquals(List.of(), server.refusals());
      assertNotEquals("", before);
    }
  }

  private static ToolResult answer(ToolCall call) {
    return new ToolResult(call.id(), call.name(), ToolResult.Outcome.OK, "");
  }
}
