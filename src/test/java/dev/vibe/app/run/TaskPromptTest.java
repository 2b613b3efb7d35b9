package dev.vibe.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.Harness;
import dev.vibe.app.host.RunOptions.Prompt;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.conversation.Message;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskPromptTest {

  @TempDir Path folder;

  private Message.User read(Path file) throws IOException {
    return TaskPrompt.read(
        new Prompt.FromFile(file, false), new Harness(folder).host(new StopSwitch()));
  }

  private VibeException refused(Path file) {
    return assertThrows(VibeException.class, () -> read(file));
  }

  @Test
  void a_file_is_taken_as_it_is_without_the_blank_around_it() throws IOException {
    Path file = Files.writeString(folder.resolve("todo.md"), "\uFEFFFix it.\n\n- now\n");
    assertEquals(Message.User.text("Fix it.\n\n- now"), read(file));
  }

  @Test
  void a_file_that_holds_no_prompt_is_a_usage_error_that_says_why() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), " \n");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', (byte) 0xff});
    VibeException missing = refused(Path.of("missing"));
    assertEquals(ExitCode.USAGE, missing.exitCode());
    assertTrue(missing.problem().what().contains("missing"), missing.problem()::render);
    assertEquals("there is no such file", missing.problem().cause());
    assertEquals("it is empty", refused(empty).problem().cause());
    assertTrue(refused(binary).problem().cause().contains("UTF-8"));
    assertTrue(refused(folder).problem().cause().contains("regular file"));
  }
}
