package dev.vibe.provider.openai.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServerErrorTest {

  private static ServerError parse(int status, String body) {
    return ServerError.parse(status, body);
  }

  @Test
  void bodies_of_every_server_are_read() {
    assertEquals(
        new ServerError(400, "1500", "invalid_model", "Invalid model: X", List.of()),
        parse(
            400,
            "{\"object\":\"error\",\"message\":\"Invalid model: X\",\"type\":\"invalid_model\","
                + "\"param\":null,\"code\":\"1500\",\"raw_status_code\":400}"));
    assertEquals(
        new ServerError(400, "400", "BadRequestError", "no", List.of("messages")),
        parse(
            400,
            "{\"error\":{\"message\":\"no\",\"type\":\"BadRequestError\",\"param\":\"messages\","
                + "\"code\":400}}"));
    assertEquals("Unauthorized", parse(401, "{\"detail\":\"Unauthorized\"}").message());
    assertEquals(
        "n_keep: 5>= n_ctx: 4", parse(400, "{\"error\":\"n_keep: 5>= n_ctx: 4\"}").message());
    assertEquals("oops", parse(500, "[{\"error\":{\"message\":\"oops\"}}]").message());
    assertEquals("plain words", parse(500, "plain\n words").message());
  }

  @Test
  void row_9_the_refused_fields_are_named() {
    ServerError error =
        parse(
            422,
            "{\"object\":\"error\",\"message\":{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":"
                + "[\"body\",\"stream_options\"],\"msg\":\"Extra inputs are not permitted\","
                + "\"input\":{}}]},\"type\":\"invalid_request_error\"}");
    assertEquals(List.of("body", "stream_options"), error.fields());
    assertEquals("body.stream_options: Extra inputs are not permitted", error.message());
    assertEquals(
        List.of("body", "seed"),
        parse(422, "{\"detail\":[{\"type\":\"x\",\"loc\":[\"body\",\"seed\"],\"msg\":\"no\"}]}")
            .fields());
  }

  @Test
  void row_8_the_window_that_an_overflow_names_is_read() {
    assertEquals(
        131072,
        parse(
                400,
                "Prompt contains 159202 tokens and 0 draft tokens, too large for model with 131072"
                    + " maximum context length")
            .contextTokens());
    assertEquals(
        196608, parse(400, "maximum context length is 196608 tokens. However").contextTokens());
    assertEquals(
        8192, parse(400, "exceeds the available context size (8192 tokens), try").contextTokens());
    assertEquals(4096, parse(400, "(n_keep: 13055>= n_ctx: 4096).").contextTokens());
    assertEquals(0, parse(400, "no window here").contextTokens());
  }

  @Test
  void a_body_inside_a_message_is_opened() {
    assertEquals(
        "maximum context length is 8",
        parse(
                400,
                "{\"error\":{\"message\":\"litellm.BadRequestError:"
                    + " {\\\"error\\\":{\\\"message\\\":\\\"maximum context length is"
                    + " 8\\\"}}\",\"code\":\"400\"}}")
            .message());
    assertEquals(
        "inner",
        parse(
                502,
                "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":"
                    + "\"{\\\"message\\\":\\\"inner\\\"}\"}}}")
            .message());
  }

  @Test
  void row_4_markup_is_never_kept() {
    for (String page :
        List.of(
            "<html><body><h1>502 Bad Gateway</h1></body></html>",
            "  <!DOCTYPE html><p>x",
            "oops <html>x</html>")) {
      assertEquals("", parse(502, page).message());
    }
  }

  @Test
  void any_body_gives_one_clean_line() {
    String[] parts = {
      "{",
      "}",
      "[",
      "]",
      "\"error\"",
      ":",
      "\"message\"",
      ",",
      "\"a\\u001b[31mb\"",
      "\u001b[0m",
      "1",
      "null",
      "\n",
      "\u202e",
      "\"detail\"",
      "\"loc\"",
      "{\"error\":{\"message\":\"x\u009b\"}}"
    };
    Gen.forAll(
        "bodies",
        500,
        random -> {
          StringBuilder body = new StringBuilder();
          for (int i = random.nextInt(12); i > 0; i--) {
            body.append(parts[random.nextInt(parts.length)]);
          }
          String message = parse(500, body.toString()).message();
          assertTrue(
              message.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x202e), message);
          assertTrue(message.length() <= 400);
        });
  }

  @Test
  void the_status_of_an_error_inside_a_reply_is_read_from_it() {
    assertEquals(429, parse(0, "{\"error\":{\"code\":429,\"message\":\"slow\"}}").status());
    assertEquals(0, parse(0, "{\"error\":{\"code\":\"weird\",\"message\":\"slow\"}}").status());
    assertEquals(0, parse(0, "{\"object\":\"Error\",\"code\":3001,\"message\":\"x\"}").status());
  }
}
