package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.RequestRules;
import dev.vibe.testkit.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request that a server cannot take is written in another way, and only once. */
final class RefusedRequestTest extends OpenAiModelFixture {

  @Test
  void row_5_a_template_error_is_answered_with_a_plainer_history_once() {
    for (Reply refusal :
        List.of(
            error(500, "After the optional system message, conversation roles must alternate"),
            error(500, "Failed to parse tool call arguments as JSON: [json.exception]"),
            error(500, "Error: Jinja Exception: Only user and assistant roles are supported!"),
            error(400, "Expecting ',' delimiter: line 1 column 9 (char 8)"),
            Reply.json(
                400,
                "{\"message\":\"Unexpected role\",\"type\":\"invalid_request_message_order\"}"))) {
      try (var server = ScriptedServer.start(refusal, GOOD, GOOD)) {
        OpenAiModel model = model(settings(server.baseUrl()));
        ModelRequest request = withOneCall();
        assertEquals("ok", done(play(model, request)).reply().text());
        assertEquals(2, server.requests().size());
        String body = server.requests().getLast().body();
        assertFalse(body.contains("\"system\"") || body.contains("tool_call_id"), body);
        assertTrue(body.contains("[TOOL_CALLS]bash[ARGS]{\\\"a\\\":1}"), body);
        assertTrue(body.contains("Result of bash:\\nout"), body);
        done(play(model, request));
        assertEquals(body, server.requests().getLast().body());
        assertEquals(List.of(), server.refusals());
      }
      try (var server = ScriptedServer.start(refusal, refusal, GOOD)) {
        assertEquals(ModelEvent.Kind.REJECTED, failed(play(server)).kind());
        assertEquals(2, server.requests().size());
      }
    }
  }

  @Test
  void row_5_a_history_that_is_plain_already_is_not_sent_again() {
    try (var server = ScriptedServer.start(error(500, "Jinja Exception: x"), GOOD)) {
      ModelRequest plain = new ModelRequest("", List.of(Message.User.text("hi")), TOOLS);
      failed(play(model(settings(server.baseUrl())), plain));
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void row_12_a_user_after_a_result_costs_one_refusal_where_the_template_wants_an_assistant() {
    ModelRequest before = withOneCall();
    List<Message> messages = new ArrayList<>(before.messages());
    messages.add(Message.User.text("stop that"));
    ModelRequest request = new ModelRequest(before.systemPrompt(), messages, TOOLS);
    try (var server = ScriptedServer.start(RequestRules.Schema.ALTERNATING, GOOD, GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      done(play(model, request));
      done(play(model, request));
      assertEquals(1, server.refusals().size());
      assertFalse(server.requests().get(0).body().contains("Understood."));
      String body = server.requests().get(1).body();
      assertTrue(body.contains("\"Understood.\"") && body.contains("tool_call_id"), body);
      assertEquals(body, server.requests().get(2).body());
    }
    try (var server = ScriptedServer.start(GOOD)) {
      done(play(model(settings(server.baseUrl())), request));
      assertFalse(server.requests().getFirst().body().contains("Understood."));
    }
  }

  @Test
  void row_5_a_template_that_fails_at_any_tools_is_told_of_them_in_the_text() {
    Reply failed =
        error(400, "Unable to generate parser for this template. Automatic parser generation");
    try (var server = ScriptedServer.start(failed, failed, GOOD, GOOD, failed)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      ModelRequest request = withOneCall();
      done(play(model, request));
      assertEquals(3, server.requests().size());
      assertTrue(server.requests().get(1).body().contains("\"tools\""), "tried plainly first");
      String body = server.requests().getLast().body();
      assertFalse(body.contains("\"tools\""), body);
      assertTrue(body.contains("bash: Run.\\n{"), body);
      assertTrue(body.contains("Result of bash:\\nout"), body);
      done(play(model, request));
      assertEquals(body, server.requests().getLast().body());
      assertEquals(ModelEvent.Kind.REJECTED, failed(play(model, request)).kind());
      assertEquals(5, server.requests().size());
    }
  }

  @Test
  void row_8_a_field_that_was_not_sent_is_no_reason_to_send_the_same_again() {
    ModelEvent.Failed failed =
        stops(
            Reply.json(
                400,
                "{\"error\":{\"message\":\"max_tokens is too large: this model's maximum context"
                    + " length is 8192\",\"param\":\"max_tokens\",\"code\":400}}"));
    assertEquals(ModelEvent.Kind.CONTEXT_OVERFLOW, failed.kind());
  }

  @Test
  void row_32_server_that_refuses_one_form_of_reasoning_gets_none_of_the_others() {
    List<Message> thought =
        List.of(
            Message.User.text("hi"),
            new Message.Assistant("a", new Reasoning(" hm, so \n", "reasoning_content"), List.of()),
            Message.User.text("and"),
            new Message.Assistant("b", new Reasoning("mm", "reasoning"), List.of()),
            Message.User.text("then"));
    ModelRequest request = new ModelRequest("", thought, TOOLS);
    Reply refusal = error(400, "Unknown field: reasoning_content");
    try (var server = ScriptedServer.start(refusal, GOOD)) {
      done(play(model(settings(server.baseUrl())), request));
      String before = server.requests().getFirst().body();
      assertTrue(before.contains("\"reasoning_content\":\" hm, so \\n\""), before);
      assertTrue(before.contains("\"reasoning\":\"mm\""), before);
      assertEquals(2, server.requests().size());
      assertFalse(server.requests().getLast().body().contains("\"reasoning"));
    }
  }

  @Test
  void row_9_a_refused_optional_field_is_dropped_for_the_session() {
    try (var server = ScriptedServer.start(RequestRules.Schema.MISTRAL, GOOD, GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      assertEquals(2, play(model, REQUEST).size());
      assertEquals(2, play(model, REQUEST).size());
      List<Boolean> withOptions =
          server.requests().stream()
              .map(request -> request.json().containsKey("stream_options"))
              .toList();
      assertEquals(List.of(true, false, false), withOptions);
      assertEquals(1, server.refusals().size());
    }
  }

  @Test
  void row_9_a_refusal_in_words_counts_too_and_each_field_only_once() {
    try (var server =
        ScriptedServer.start(
            error(400, "Unsupported value: 'temperature' does not support 0.15 with this model."),
            GOOD)) {
      done(play(server));
      assertFalse(server.requests().getLast().json().containsKey("temperature"));
    }
    Reply stubborn = error(422, "temperature is not supported");
    try (var server = ScriptedServer.start(stubborn, stubborn, GOOD)) {
      assertEquals(ModelEvent.Kind.REJECTED, failed(play(server)).kind());
      assertEquals(2, server.requests().size());
    }
  }

  @Test
  void row_9_an_output_limit_beyond_the_context_is_left_out() {
    Reply tooLarge =
        Reply.json(
            422,
            "{\"detail\":[{\"type\":\"value_error\",\"loc\":[\"body\",\"max_tokens\"],\"msg\":"
                + "\"must be below the context length\"}]}");
    try (var server = ScriptedServer.start(tooLarge, GOOD)) {
      done(play(model(settings(server.baseUrl()).withMaxOutputTokens(999_999)), REQUEST));
      assertFalse(server.requests().getLast().json().containsKey("max_tokens"));
    }
  }

  @Test
  void row_9_a_limit_that_has_another_name_is_sent_by_that() {
    Reply renamed =
        Reply.json(
            400,
            "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported with"
                + " this model. Use 'max_completion_tokens' instead.\",\"param\":\"max_tokens\"}}");
    try (var server = ScriptedServer.start(renamed, GOOD, GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl()).withMaxOutputTokens(500));
      done(play(model, REQUEST));
      done(play(model, REQUEST));

      for (ScriptedServer.Received request : server.requests().subList(1, 3)) {
        assertEquals(500, request.json().get("max_completion_tokens"));
        assertFalse(request.json().containsKey("max_tokens"));
      }
    }
  }

  @Test
  void row_9_all_fields_that_one_refusal_names_are_dropped_at_once() {
    Reply both =
        error(
            400, "Unknown fields: temperature, stream_options. (The reasoning is in the manual.)");
    try (var server = ScriptedServer.start(both, GOOD)) {
      done(play(server));

      Map<String, Object> second = server.requests().getLast().json();
      assertFalse(second.containsKey("temperature"), second::toString);
      assertFalse(second.containsKey("stream_options"), second::toString);
    }
  }

  @Test
  void row_7_an_address_whose_server_answers_200_with_an_error_about_the_path_is_told_as_such() {
    ModelEvent.Failed failed =
        stops(
            Reply.json(
                200, "{\"error\":\"Unexpected endpoint or method. (POST /chat/completions)\"}"));
    assertEquals(ProblemCode.BAD_BASE_URL, failed.problem().code());
    assertEquals(
        "error in the reply: Unexpected endpoint or method. (POST /chat/completions)",
        failed.problem().cause());
  }

  @Test
  void row_6_a_gateway_without_a_database_that_is_shown_a_wrong_key_is_told_as_such() {
    ModelEvent.Failed failed = stops(error(400, "Authentication Error, No connected db."));
    assertEquals(ModelEvent.Kind.UNAUTHORIZED, failed.kind());
  }

  @Test
  void a_form_of_the_reply_that_a_server_refuses_is_not_asked_for_again() {
    ModelRequest request = withOneCall().answering("{\"type\":\"object\"}");
    Reply refused = error(400, "Cannot use custom grammar constraints with tools.");
    try (var server = ScriptedServer.start(refused, GOOD, GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      done(play(model, request));
      done(play(model, request));
      String asked = server.requests().get(0).body();
      assertTrue(
          asked.contains(
              "\"tool_choice\":\"none\",\"response_format\":{\"type\":\"json_schema\","
                  + "\"json_schema\":{\"name\":\"answer\",\"schema\":{\"type\":\"object\"}}}"),
          asked);
      for (int again : List.of(1, 2)) {
        String body = server.requests().get(again).body();
        assertFalse(body.contains("response_format") || body.contains("tool_choice"), body);
        assertTrue(body.contains("\"tools\""), body);
      }
      assertEquals(3, server.requests().size());
    }
  }

  private static ModelRequest withOneCall() {
    ToolCall call = new ToolCall(new CallId("call_1"), "bash", new RawJson("{\"a\":1}"));
    return new ModelRequest(
        "You are vibe.",
        List.of(
            Message.User.text("go"),
            new Message.Assistant("Looking.", Reasoning.NONE, List.of(call)),
            new Message.ToolResults(
                List.of(new ToolResult(call.id(), "bash", ToolResult.Outcome.OK, "out")))),
        TOOLS);
  }
}
