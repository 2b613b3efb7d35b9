package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ModelEvent;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not heal is told at once, and what to do. */
final class OpenAiProblemTest extends OpenAiModelFixture {

  @Test
  void row_3_money_is_not_waited_for() {
    Reply quota =
        Reply.json(
            429,
            "{\"error\":{\"message\":\"You exceeded your current quota\",\"type\":\"x\",\"code\":"
                + "\"insufficient_quota\"}}");
    assertEquals(ModelEvent.Kind.QUOTA, stops(quota).kind());
    assertEquals(ProblemCode.QUOTA, stops(Reply.of(402, "text/plain", "")).problem().code());
  }

  @Test
  void row_6_a_refused_key_names_its_variable_and_never_itself() {
    for (String body :
        List.of(
            "{\"detail\":\"Unauthorized\"}",
            "{\"message\":\"Unauthorized\",\"request_id\":\"1\"}",
            "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}")) {
      ModelEvent.Failed failed = stops(Reply.json(401, body));
      assertEquals(ModelEvent.Kind.UNAUTHORIZED, failed.kind());
      assertEquals(ProblemCode.UNAUTHORIZED, failed.problem().code());
      assertTrue(failed.problem().render().contains("MY_KEY"));
    }
    ModelEvent.Failed plan = stops(Reply.of(403, "text/plain", ""));
    assertEquals(ModelEvent.Kind.UNAUTHORIZED, plan.kind());
    assertTrue(plan.problem().render().contains("devstral"));
  }

  @Test
  void row_6_a_key_that_can_be_renewed_is_asked_for_once_more() {
    ArrayDeque<String> keys = new ArrayDeque<>(List.of("old-key", "new-key", "third-key"));
    Reply unauthorized = Reply.json(401, "{\"detail\":\"Unauthorized\"}");
    try (var server = ScriptedServer.start(unauthorized, GOOD)) {
      EndpointSettings settings =
          EndpointSettings.of(
              server.baseUrl(), new KeySupplier("the command", keys::removeFirst), "devstral");
      assertEquals("ok", done(play(model(settings), REQUEST)).reply().text());
      assertEquals("Bearer new-key", server.requests().getLast().headers().get("authorization"));
    }
    assertEquals(List.of("third-key"), List.copyOf(keys));
  }

  @Test
  void a_key_that_cannot_be_had_ends_the_stream() {
    Problem noKey = new Problem(ProblemCode.NO_API_KEY, "no key", "unset", "set it");
    KeySupplier source =
        new KeySupplier(
            "X",
            () -> {
              throw new VibeException(ExitCode.USAGE, noKey);
            });
    List<ModelEvent> events =
        play(model(EndpointSettings.of("http://127.0.0.1:1/v1", source, "m")), REQUEST);
    assertEquals(noKey, failed(events).problem());
  }

  @Test
  void row_7_an_unknown_model_lists_what_there_is() {
    List<Reply> answers =
        List.of(
            Reply.json(
                400,
                "{\"object\":\"error\",\"message\":\"Invalid model: devstral\",\"type\":"
                    + "\"invalid_model\",\"code\":\"1500\"}"),
            Reply.json(
                404,
                "{\"object\":\"error\",\"message\":\"The model `devstral` does not"
                    + " exist.\",\"type\":\"NotFoundError\",\"code\":404}"),
            error(404, "model 'devstral' not found"));
    for (Reply answer : answers) {
      try (var server = ScriptedServer.start(answer)) {
        server.models(
            Reply.json(
                200,
                "{\"data\":[{\"id\":\"a-model\"},{\"id\":\"devstral\",\"deprecation_replacement_model\":"
                    + "\"new-one\"}]}"));
        ModelEvent.Failed failed = failed(play(server));
        assertEquals(ModelEvent.Kind.REJECTED, failed.kind());
        assertEquals(ProblemCode.UNKNOWN_MODEL, failed.problem().code());
        assertTrue(failed.problem().remedy().contains("a-model, devstral"));
        assertTrue(failed.problem().remedy().contains("new-one as successor"));
      }
    }
  }

  @Test
  void row_7_a_wrong_path_is_told_apart_from_an_unknown_model() {
    for (String body :
        List.of(
            "{\"detail\":\"Not Found\"}",
            "{\"message\":\"no Route matched with those values\"}",
            "404 page not found",
            "<html>404</html>")) {
      assertEquals(
          ProblemCode.BAD_BASE_URL, stops(Reply.of(404, "text/plain", body)).problem().code());
    }
    assertEquals(
        ProblemCode.BAD_BASE_URL,
        stops(Reply.of(200, "text/html", "\n<!doctype html><p>Welcome")).problem().code());
    assertEquals(
        ProblemCode.BAD_BASE_URL,
        stops(Reply.json(307, "{}").header("Location", "https://login.example/x?token=1"))
            .problem()
            .code());
  }

  @Test
  void row_8_overflow_in_every_servers_words_is_one_kind() {
    List<Reply> answers =
        List.of(
            error(
                400,
                "Prompt contains 159202 tokens and 0 draft tokens, too large for model with 131072"
                    + " maximum context length"),
            error(
                400,
                "This model's maximum context length is 196608 tokens. However, you requested 16384"
                    + " output tokens and your prompt contains at least 180225 input tokens"),
            Reply.json(
                400,
                "{\"error\":{\"code\":400,\"message\":\"request (13392 tokens) exceeds the"
                    + " available context size (8192 tokens), try increasing it\",\"type\":"
                    + "\"exceed_context_size_error\",\"n_ctx\":8192}}"),
            error(500, "prompt too long; exceeded max context length by 70 tokens"),
            Reply.json(
                400,
                "{\"error\":\"The number of tokens to keep from the initial prompt is greater than"
                    + " the context length (n_keep: 13055>= n_ctx: 4096).\"}"),
            Reply.json(
                400,
                "{\"error\":\"Trying to keep the first 5000 tokens when context the overflows.\"}"),
            Reply.json(422, "{\"message\":\"x\",\"type\":\"model_context_exceeded\"}"),
            Reply.of(413, "text/html", "<html>413</html>"),
            Reply.json(
                400,
                "{\"error\":{\"message\":\"litellm.ContextWindowExceededError: maximum context"
                    + " length\",\"code\":\"400\"}}"),
            Reply.events(
                "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context"
                    + " size\"}}"));
    for (Reply answer : answers) {
      ModelEvent.Failed failed = stops(answer);
      assertEquals(ModelEvent.Kind.CONTEXT_OVERFLOW, failed.kind(), answer.toString());
      assertEquals(ProblemCode.CONTEXT_OVERFLOW, failed.problem().code());
    }
  }

  @Test
  void row_8_the_window_is_learned_from_an_overflow() {
    Reply overflow = error(400, "exceeds the available context size (8192 tokens), try increasing");
    try (var server = ScriptedServer.start(overflow)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      failed(play(model, REQUEST));
      assertEquals(8192, model.capabilities().contextTokens());
    }
  }

  @Test
  void a_refusal_that_names_a_missing_server_flag_says_how_to_start_it() {
    ModelEvent.Failed failed =
        stops(
            error(
                400,
                "\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to"
                    + " be set"));
    assertTrue(failed.problem().remedy().contains("--tool-call-parser mistral"));
  }
}
