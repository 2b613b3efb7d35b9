package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.Harness;
import dev.vibe.app.host.RunOptions;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window of a model that was chosen from a list is the one that the list tells. */
class ListedWindowTest {

  @TempDir Path folder;

  @Test
  void a_server_that_is_only_named_by_its_address_tells_the_window_before_the_first_request()
      throws IOException {
    try (var server =
        ScriptedServer.start(StreamScript.of(StreamShape.VLLM).text("done").reply())) {
      server.models(Reply.json(200, "{\"data\":[{\"id\":\"mine\",\"max_model_len\":45678}]}"));
      Harness vibe = new Harness(folder).config("base_url = \"" + server.baseUrl() + "\"\n");
      assertEquals(0, vibe.run(RunOptions.Format.TEXT), vibe::err);

      assertTrue(known().contains("45678"), known());
    }
  }

  /** What is remembered of servers. */
  private String known() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.resolveSibling("").endsWith("endpoints"))
          .map(ListedWindowTest::read)
          .collect(Collectors.joining());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
