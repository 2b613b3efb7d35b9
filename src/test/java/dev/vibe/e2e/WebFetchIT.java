package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of the web, from the command line to a server and back. */
class WebFetchIT {

  @TempDir Path scratch;

  @Test
  void a_page_of_a_named_host_is_read_and_one_of_another_is_not() {
    try (ScriptedServer web = ScriptedServer.start()) {
      web.page("/a", Reply.of(200, "text/html", "<h1>Ahoy</h1><p>a <b>ship</b>"));
      String host = "localhost:" + web.port();
      Script script =
          Script.vllm()
              .calls(Call.of("web_fetch", Map.of("url", "http://" + host + "/a")))
              .calls(Call.of("web_fetch", Map.of("url", "http://127.0.0.1/")))
              .says("Read.");
      try (Stage stage = Stage.in(scratch, script).config("[web]\nfetch = true\n")) {
        stage.repo().write("a.txt", "old\n").commitAll("Start");

        RunningVibe.Ended ended =
            stage.run("-p", "go", "--allow-net", host, "--allow", "web_fetch(127.0.0.1)");
        assertEquals(0, ended.exitCode(), ended::stderr);
        assertTrue(stage.lastResult(2).contains("# Ahoy\n\na **ship**"), stage.lastResult(2));
        assertTrue(stage.lastResult(3).contains("of this machine"), stage.lastResult(3));
        assertEquals(
            List.of("/robots.txt", "/a"),
            web.allRequests().stream().map(ScriptedServer.Received::path).toList());
      }
    }
  }

  @Test
  void unless_it_is_turned_on_it_is_not_in_the_request() {
    try (Stage stage = Stage.in(scratch, Script.vllm().says("Hello."))) {
      stage.repo().write("a.txt", "old\n").commitAll("Start");

      assertEquals(0, stage.run("-p", "go").exitCode());
      assertFalse(stage.server().requests().getFirst().body().contains("web_fetch"));
    }
  }
}
