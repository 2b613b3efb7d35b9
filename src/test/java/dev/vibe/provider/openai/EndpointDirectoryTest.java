package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.model.Price;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ServedModel;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an endpoint says that it serves. */
final class EndpointDirectoryTest extends OpenAiModelFixture {

  @Test
  void served_models_teach_the_context_window() {
    try (var server = ScriptedServer.start()) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"devstral\",\"max_model_len\":32768}]}"));
      OpenAiModel model = model(settings(server.baseUrl()));
      assertEquals(0, model.capabilities().contextTokens());
      assertEquals(List.of(new ServedModel("devstral", 32768, "")), model.served());
      assertEquals(32768, model.capabilities().contextTokens());
      OpenAiModel configured =
          model(settings(server.baseUrl()).withKnown(new Capabilities(1000, Price.UNKNOWN)));
      configured.served();
      assertEquals(1000, configured.capabilities().contextTokens());
    }
  }

  @Test
  void a_list_of_models_that_cannot_be_had_says_why() {
    try (var server = ScriptedServer.start()) {
      OpenAiModel model = model(settings(server.baseUrl()));
      server.models(Reply.json(401, "{\"detail\":\"Unauthorized\"}"));
      VibeException refused = assertThrows(VibeException.class, model::served);
      assertEquals(ExitCode.UNAUTHORIZED, refused.exitCode());
      server.models(Reply.of(200, "text/html", "<html>"));
      VibeException page = assertThrows(VibeException.class, model::served);
      assertEquals(ProblemCode.BAD_BASE_URL, page.problem().code());
    }
  }

  @Test
  void warming_up_asks_for_the_models_and_never_fails() throws Exception {
    try (var server = ScriptedServer.start(GOOD)) {
      OpenAiModel model = model(settings(server.baseUrl()));
      model.warmUp();
      assertEquals("ok", done(play(model, REQUEST)).reply().text());
    }
    model(settings("http://127.0.0.1:1/v1")).warmUp();
  }

  @Test
  void a_base_url_that_is_none_is_a_usage_error() {
    for (String bad :
        List.of(
            "", "127.0.0.1:8080", "ftp://x/v1", "http:///v1", "http://u:p@x/v1", "http://a b")) {
      VibeException e = assertThrows(VibeException.class, () -> model(settings(bad)), bad);
      assertEquals(ProblemCode.BAD_BASE_URL, e.problem().code());
      assertEquals(ExitCode.USAGE, e.exitCode());
    }
  }
}
