package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.host.RunOptions;
import dev.vibe.config.FlagValue;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ManagedFileTest {

  private static final Reply DONE = StreamScript.of(StreamShape.VLLM).text("done").reply();

  @TempDir private Path folder;

  private int run(Harness vibe, String baseUrl) {
    return vibe.run(
        RunOptions.Format.TEXT,
        new FlagValue("base_url", "--base-url", baseUrl),
        new FlagValue("model", "--model", "devstral"));
  }

  @Test
  void an_endpoint_that_is_not_allowed_is_never_connected_to() {
    try (ScriptedServer server = ScriptedServer.start(DONE)) {
      Harness vibe =
          new Harness(folder).managed("[managed]\nendpoints = [\"https://llm.example/v1\"]\n");
      assertEquals(2, run(vibe, server.baseUrl()));
      assertTrue(vibe.err().contains("endpoint-not-allowed"), vibe::err);
      assertTrue(vibe.err().contains("the administrator's file demands one"), vibe::err);
      assertTrue(vibe.err().contains("managed.toml:2"), vibe::err);
      assertEquals(List.of(), server.allRequests());
    }
  }

  @Test
  void where_none_is_set_the_allowed_ones_are_named() {
    Harness vibe =
        new Harness(folder).managed("[managed]\nendpoints = [\"https://llm.example/v1\"]\n");
    assertEquals(2, vibe.run(RunOptions.Format.TEXT));
    assertTrue(vibe.err().contains("--base-url https://llm.example/v1"), vibe::err);
    assertFalse(vibe.err().contains("8080"), vibe::err);
  }

  @Test
  void one_that_is_allowed_is_asked() {
    try (ScriptedServer server = ScriptedServer.start(DONE)) {
      Harness vibe =
          new Harness(folder)
              .managed("[managed]\nendpoints = [\"%s\"]\n".formatted(server.baseUrl()));
      assertEquals(0, run(vibe, server.baseUrl()), vibe::err);
    }
  }

  @Test
  void a_path_beside_or_above_an_allowed_one_is_not_below_it() {
    try (ScriptedServer server = ScriptedServer.start(DONE)) {
      String allowed = server.baseUrl();
      for (String other :
          List.of(allowed + "x", allowed + "/../v2", allowed + "/%2e%2e/v2", allowed + "//v2")) {
        Harness vibe =
            new Harness(folder).managed("[managed]\nendpoints = [\"%s\"]\n".formatted(allowed));
        assertEquals(2, run(vibe, other), other);
      }
      assertEquals(List.of(), server.allRequests());
    }
  }

  @Test
  void only_the_administrator_restricts_endpoints() {
    Harness vibe = new Harness(folder).config("[managed]\nendpoints = []\n");
    assertEquals(2, vibe.run(RunOptions.Format.TEXT));
    assertTrue(vibe.err().contains("may not set managed.endpoints"), vibe::err);
  }

  @Test
  void what_it_sets_no_flag_undoes() {
    Harness vibe = new Harness(folder).managed("local_only = true\n");
    assertEquals(
        2,
        vibe.run(
            RunOptions.Format.TEXT,
            new FlagValue("local_only", "--no-local-only", "false"),
            new FlagValue("base_url", "--base-url", "https://llm.example/v1"),
            new FlagValue("model", "--model", "m")));
  }

  @Test
  void one_that_cannot_be_read_stops_every_run() {
    Harness vibe = new Harness(folder).managed("[audit\n");
    assertEquals(2, vibe.run(RunOptions.Format.TEXT));
    assertTrue(vibe.err().contains("is not valid TOML"), vibe::err);
  }

  @Test
  void a_collector_without_tls_is_refused() {
    try (ScriptedServer server = ScriptedServer.start(DONE)) {
      Harness vibe =
          new Harness(folder)
              .config("[audit]\nsinks = [\"https\"]\nhttps = \"http://logs.example/v1\"\n");
      assertEquals(2, run(vibe, server.baseUrl()));
      assertTrue(vibe.err().contains("https://logs.example/v1"), vibe::err);
    }
  }

  @Test
  void a_sink_without_an_address_says_who_wants_it() {
    try (ScriptedServer server = ScriptedServer.start(DONE)) {
      Harness vibe = new Harness(folder).managed("[audit]\nsinks = [\"https\"]\n");
      assertEquals(2, run(vibe, server.baseUrl()));
      assertTrue(vibe.err().contains("audit-settings"), vibe::err);
      assertTrue(vibe.err().contains("the administrator's file demands the audit log"), vibe::err);
    }
  }
}
