package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.event.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The message of a commit that the model did not write: seen in a dry run, which shows it. */
class CommitMessageTest {

  @TempDir Path scratch;

  private String message(String answer) throws Exception {
    AgentFixture agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
    agent.promise(RunRequirement.COMMIT_ALL).promise(RunRequirement.DRY_RUN);
    agent.model.calls("str_replace", AgentFixture.edit("old", "new"));
    agent.model.says(answer);
    agent.run();
    return agent.events(Event.Committed.class).getFirst().message();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Replaced the word.|Replaced the word",
        "Replaced the word. It was old.|Replaced the word",
        "## Replaced the word|Replaced the word",
        "- Version 1.2 is out|Version 1.2 is out",
      })
  void first_sentence_of_the_answer_is_the_message(String answer, String message) throws Exception {
    assertEquals(message, message(answer));
  }

  @Test
  void long_sentence_is_cut_at_a_word() throws Exception {
    String message = message("word ".repeat(40));

    assertTrue(message.length() <= 72 && message.endsWith("word…"), message);
  }

  @Test
  void message_of_marks_only_gives_way_to_the_task() throws Exception {
    assertEquals("do it", message("***"));
  }
}
