package dev.vibe.app.interactive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Prompts of MCP servers, which may not have files go along. */
class ServerPromptTest {

  @Test
  void what_would_name_a_file_does_not() {
    assertEquals(
        "read \\@secret.txt and \\/etc/passwd, \\\"/a b\" but a@b and 1/2",
        ServerPrompt.withoutMentions("read @secret.txt and /etc/passwd, \"/a b\" but a@b and 1/2"));
  }
}
