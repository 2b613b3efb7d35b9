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
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chat template that leaves out what tools answer is noticed, told, and gone round. */
final class ToolWatchTest extends OpenAiModelFixture {

  private static final StreamShape KIND = StreamShape.VLLM;

  private static final Message CALLED =
      new Message.Assistant(
          "I look.",
          Reasoning.NONE,
          List.of(new ToolCall(new CallId("call00001"), "bash", new RawJson("{}"))));

  private static Message.ToolResults told(String text) {
    return new Message.ToolResults(
        List.of(new ToolResult(new CallId("call00001"), "bash", ToolResult.Outcome.OK, text)));
  }

  private static final ModelRequest WITH_RESULTS =
      new ModelRequest(
          "You are vibe.",
          List.of(
              Message.User.text("hi"), CALLED, told("the quick brown fox is not here ".repeat(40))),
          TOOLS);

  private static Reply counting(int tokens) {
    return StreamScript.of(KIND).text("ok").usage(tokens, 3).reply();
  }

  @Test
  void results_that_were_not_in_the_prompt_are_sent_again_as_plain_text() {
    try (var server = ScriptedServer.start(counting(50), counting(58), counting(900))) {
      OpenAiModel model = model(settings(server.baseUrl()));
      play(model, REQUEST);
      List<ModelEvent> events = play(model, WITH_RESULTS);

      assertEquals("ok", done(events).reply().text());
      assertTrue(retry(events).discardsShown());
      assertEquals(ProblemCode.TOOLS_NOT_SHOWN, retry(events).reason().code());
      String plain = server.requests().getLast().body();
      assertTrue(plain.contains("Result of bash:\\nthe quick brown fox"), plain);
      assertTrue(plain.contains("bash: Run."), plain);
      assertFalse(plain.contains("\"tool_call_id\""), plain);
      assertEquals(
          1,
          model.takeNotices().stream()
              .filter(notice -> notice.code() == ProblemCode.TOOLS_NOT_SHOWN)
              .count());
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        400, // shown
        50, // a server that says the same each time
        40, // one that has cut the conversation
      })
  void other_counts_tell_nothing(int tokens) {
    try (var server = ScriptedServer.start(counting(50), counting(tokens))) {
      OpenAiModel model = model(settings(server.baseUrl()));
      play(model, REQUEST);
      assertEquals(ModelEvent.Finish.STOP, done(play(model, WITH_RESULTS)).finish());
      assertEquals(2, server.requests().size());
    }
  }

  @Test
  void short_results_tell_nothing() {
    ModelRequest request =
        new ModelRequest(
            "You are vibe.", List.of(Message.User.text("hi"), CALLED, told("fine")), TOOLS);
    try (var server = ScriptedServer.start(counting(50), counting(51))) {
      OpenAiModel model = model(settings(server.baseUrl()));
      play(model, REQUEST);
      done(play(model, request));
      assertEquals(2, server.requests().size());
    }
  }

  @Test
  void llama_cpp_says_it_of_its_template_before_anything_is_lost() {
    try (var server = ScriptedServer.start(counting(900))) {
      server.models(
          Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"owned_by\":\"llamacpp\"}]}"));
      server.page("/props", Reply.json(200, "{\"chat_template\":\"{{ messages }}\"}"));
      server.page(
          "/apply-template", Reply.json(200, "{\"prompt\":\"<|user|>vibe-asked-7f31<|end|>\"}"));
      OpenAiModel model = model(settings(server.baseUrl()));
      model.facts();
      done(play(model, WITH_RESULTS));

      String body = server.requests().getLast().body();
      assertTrue(body.contains("Result of bash:"), server.allRequests()::toString);
      assertEquals(ProblemCode.TOOLS_NOT_SHOWN, model.takeNotices().getFirst().code());
    }
  }

  @Test
  void calls_and_system_prompt_that_a_template_leaves_out_are_in_the_text_around_them() {
    try (var server = ScriptedServer.start(counting(900), counting(900))) {
      server.models(
          Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"owned_by\":\"llamacpp\"}]}"));
      server.page("/props", Reply.json(200, "{\"chat_template\":\"{{ messages }}\"}"));
      server.page(
          "/apply-template",
          Reply.json(200, "{\"prompt\":\"vibe-asked-7f31 vibe-told-7f31 vibe-result-7f31\"}"));
      OpenAiModel model = model(settings(server.baseUrl()));
      model.facts();
      done(play(model, WITH_RESULTS));

      String body = server.requests().getLast().body();
      assertTrue(body.contains("{\"role\":\"user\",\"content\":\"You are vibe.\\n\\nhi\"}"), body);
      assertFalse(body.contains("\"role\":\"system\""), body);
      assertTrue(body.contains("\"content\":\"I look.\\n[TOOL_CALLS]bash[ARGS]{}\""), body);
      assertTrue(body.contains("\"tool_call_id\""), body);
      assertTrue(body.contains("\"name\":\"bash\",\"arguments\""), body);
      assertTrue(
          model.takeNotices().stream()
              .noneMatch(notice -> notice.code() == ProblemCode.TOOLS_NOT_SHOWN));
    }
  }
}
