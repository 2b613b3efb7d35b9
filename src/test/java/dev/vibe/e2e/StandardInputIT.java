package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardInputIT {

  @TempDir Path scratch;

  private Stage stage() {
    return Stage.in(scratch, Script.vllm().says("Done."));
  }

  private static String prompt(Stage stage) {
    return String.valueOf(stage.messages(1).getLast().get("content"));
  }

  @Test
  void piped_text_is_an_attachment_of_the_prompt() {
    try (Stage stage = stage()) {
      RunningVibe.Ended ended = stage.launcher().input("BUILD FAILED\n").run("-p", "fix it");

      assertEquals(0, ended.exitCode(), ended::stderr);
      assertTrue(prompt(stage).startsWith("fix it"), prompt(stage));
      assertTrue(prompt(stage).contains("BUILD FAILED"), prompt(stage));
    }
  }

  @Test
  void long_piped_text_keeps_its_beginning_and_its_end() {
    String text = "first line\n" + "noise\n".repeat(200_000) + "last line\n";
    try (Stage stage = stage()) {
      stage.launcher().input(text).run("-p", "fix it");

      assertTrue(prompt(stage).contains("first line"));
      assertTrue(prompt(stage).contains("last line"));
      assertTrue(prompt(stage).length() < 70_000);
    }
  }

  @Test
  void a_dash_takes_the_prompt_from_standard_input() {
    try (Stage stage = stage()) {
      RunningVibe.Ended ended = stage.launcher().input("fix\nit\n").run("-p", "-");

      assertEquals(0, ended.exitCode(), ended::stderr);
      assertEquals("fix\nit", prompt(stage));
    }
  }

  @Test
  void a_dash_without_text_is_wrong_usage() {
    try (Stage stage = stage()) {
      RunningVibe.Ended ended = stage.run("-p", "-");

      assertEquals(2, ended.exitCode());
      assertTrue(ended.stderr().contains("[no-prompt]"), ended::stderr);
    }
  }

  @Test
  void dev_null_adds_nothing() {
    try (Stage stage = stage()) {
      RunningVibe.Ended ended = stage.run("-p", "fix it");

      assertEquals("fix it", prompt(stage));
      assertFalse(ended.stderr().contains("standard input"), ended::stderr);
    }
  }

  @Test
  void closed_streams_are_neither_read_nor_written() throws IOException {
    try (Stage stage = stage()) {
      Path script =
          Files.writeString(scratch.resolve("closed"), "#!/bin/sh\nexec \"$@\" <&- >&-\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      String vibe = stage.launcher().command().toString();

      RunningVibe.Ended ended = stage.launcher().command(script).run(vibe, "-p", "fix it");

      assertEquals(0, ended.exitCode(), ended::stderr);
      assertEquals("fix it", prompt(stage));
    }
  }

  @Test
  void silent_pipe_is_waited_for_and_a_line_says_so() {
    try (Stage stage = stage()) {
      RunningVibe waiting = stage.launcher().openInput().start("-p", "fix it", "--quiet");
      waiting.awaitStderr("waiting for standard input");
      assertEquals(0, stage.server().requests().size());
      waiting.closeInput();

      assertEquals("Done.\n", waiting.await().stdout());
      assertEquals("fix it", prompt(stage));
    }
  }

  @Test
  void no_stdin_does_not_wait_for_a_pipe() {
    try (Stage stage = stage()) {
      RunningVibe.Ended ended =
          stage.launcher().openInput().run("-p", "fix it", "--no-stdin", "--quiet");

      assertEquals("Done.\n", ended.stdout());
      assertEquals("", ended.stderr());
    }
  }
}
