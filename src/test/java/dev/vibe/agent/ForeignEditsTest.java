package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.json.Json;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of files that somebody else changes between the reading and the writing. */
class ForeignEditsTest {

  @TempDir Path scratch;
  private AgentFixture agent;

  @BeforeEach
  void prepare() throws IOException {
    agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
  }

  /** Somebody else writes this while the person thinks about a question. */
  private void whileAsked(String text) {
    agent
        .mode(Mode.ASK)
        .approver(
            question -> {
              agent.write(text);
              return new Answer.Yes();
            });
  }

  @Test
  void edit_that_still_fits_is_made_on_what_is_there_now() {
    whileAsked("theirs\nold\n");
    agent.model.calls("str_replace", edit("old", "new")).says("Done.");
    agent.run();

    assertEquals("theirs\nnew", agent.file());
    assertEquals(List.of(Outcome.OK), agent.outcomes(2));
  }

  @Test
  void edits_that_build_on_each_other_still_do() {
    whileAsked("theirs\nold\n");
    agent.model.calls("str_replace", edit("old", "new"), "str_replace", edit("new", "newer"));
    agent.model.says("Done.");
    agent.run();

    assertEquals("theirs\nnewer", agent.file());
    assertEquals(List.of(Outcome.OK, Outcome.OK), agent.outcomes(2));
  }

  @Test
  void edit_that_fits_no_more_is_refused_with_what_is_there_now() {
    whileAsked("theirs\n");
    agent.model.calls("str_replace", edit("old", "new")).says("Done.");
    agent.run();

    assertEquals("theirs", agent.file());
    assertEquals(List.of(Outcome.INVALID), agent.outcomes(2));
  }

  @Test
  void whole_file_is_never_written_over_what_nobody_read() {
    whileAsked("theirs\n");
    agent.model.calls("read_file", Json.write(Map.of("file", "f")));
    agent.model.calls("write_file", Json.write(Map.of("file", "f", "content", "mine\n")));
    agent.model.says("Done.");
    agent.run();

    assertEquals("theirs", agent.file());
    assertEquals(List.of(Outcome.INVALID), agent.outcomes(3));
    assertTrue(agent.results(3).getFirst().text().contains("Read it again"));
  }

  @Test
  void command_between_two_edits_is_seen_although_the_first_was_refused() {
    agent.tool(
        new ProbeTool(
            "sed",
            CallKind.ACTS,
            text -> {
              agent.write(text);
              return ToolOutput.ok("");
            }));
    agent.model.calls(
        "str_replace",
        edit("nowhere", "x"),
        "sed",
        command("first\nold\n"),
        "str_replace",
        edit("first", "1st"));
    agent.model.says("Done.");
    agent.run();

    assertEquals("1st\nold", agent.file());
    assertEquals(List.of(Outcome.INVALID, Outcome.OK, Outcome.OK), agent.outcomes(2));
  }
}
