package dev.vibe.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.Harness;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.config.ConfigDraft;
import dev.vibe.problem.ProblemCode;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first configuration is tried before it is written. */
class EndpointTrialTest {

  @TempDir Path folder;

  private EndpointTrial.Outcome tried(String url) throws IOException {
    Harness vibe = new Harness(folder);
    vibe.environment.put("VIBE_BASE_URL", "http://127.0.0.1:1/v1");
    ConfigDraft draft = new ConfigDraft("", url, "", "ask", new ConfigDraft.KeyPlace.Nowhere());
    return new EndpointTrial(vibe.host(new StopSwitch())).of(draft);
  }

  @Test
  void an_address_that_answers_tells_its_models() throws IOException {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"one\"},{\"id\":\"two\"}]}"));
      var serves = assertInstanceOf(EndpointTrial.Outcome.Serves.class, tried(server.baseUrl()));

      assertEquals(List.of("one", "two"), serves.models());
      assertEquals(server.baseUrl(), serves.draft().baseUrl());
    }
  }

  @Test
  void a_v1_that_is_missing_is_added() throws IOException {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.page("/models", Reply.json(404, "{}"));
      String typed = server.baseUrl().replaceFirst("/v1$", "");
      var serves = assertInstanceOf(EndpointTrial.Outcome.Serves.class, tried(typed));

      assertEquals(server.baseUrl(), serves.draft().baseUrl());
      assertTrue(serves.draft().toml().contains("base_url = \"" + server.baseUrl() + "\""));
    }
  }

  @Test
  void a_server_that_is_not_there_is_told() throws IOException {
    var unknown =
        assertInstanceOf(EndpointTrial.Outcome.Unknown.class, tried("http://127.0.0.1:1/v1"));

    assertEquals(ProblemCode.UNREACHABLE, unknown.problem().code());
  }
}
