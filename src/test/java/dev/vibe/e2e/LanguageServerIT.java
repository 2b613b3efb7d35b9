package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher serves an editor over LSP. */
class LanguageServerIT {

  @TempDir Path scratch;

  private static String framed(String... messages) {
    StringBuilder all = new StringBuilder();
    for (String message : messages) {
      int length = message.getBytes(StandardCharsets.UTF_8).length;
      all.append("Content-Length: ").append(length).append("\r\n\r\n").append(message);
    }
    return all.toString();
  }

  private static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\""
        + method
        + "\",\"params\":"
        + params
        + "}";
  }

  private static final String EXIT = "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}";

  @Test
  void an_editor_that_comes_and_goes_costs_no_request_to_a_model() {
    String input =
        framed(
            request(1, "initialize", "{\"capabilities\":{}}"),
            request(2, "shutdown", "null"),
            EXIT);
    try (Stage stage = Stage.in(scratch, Script.vllm().says("Never asked."))) {
      RunningVibe.Ended ended = stage.launcher().input(input).run("lsp", "--stdio");

      assertEquals(0, ended.exitCode(), ended::toString);
      assertTrue(ended.stdout().startsWith("Content-Length: "), ended::toString);
      assertTrue(ended.stdout().contains("\"vibe.fix\""), ended::toString);
      assertTrue(ended.stdout().contains("\"id\":2,\"result\":null"), ended::toString);
      assertEquals(0, stage.server().requests().size());
    }
  }

  @Test
  void an_editor_that_goes_without_shutdown_is_an_error() {
    try (Stage stage = Stage.in(scratch, Script.vllm().says("Never asked."))) {
      RunningVibe.Ended ended =
          stage
              .launcher()
              .input(framed(request(1, "initialize", "{\"capabilities\":{}}"), EXIT))
              .run("lsp");

      assertEquals(1, ended.exitCode(), ended::toString);
    }
  }
}
