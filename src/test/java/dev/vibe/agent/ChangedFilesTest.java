package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Mode;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Command;
import dev.vibe.event.RunResult;
import dev.vibe.event.RunResult.Ending;
import dev.vibe.git.AddedFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.problem.ExitCode;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ToolOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a result names as changed. */
class ChangedFilesTest {

  @TempDir Path scratch;
  private AgentFixture agent;

  @BeforeEach
  void prepare() throws IOException {
    agent = new AgentFixture(Files.createDirectory(scratch.resolve("work"))).mode(Mode.AUTO);
  }

  @Test
  void a_file_that_was_changed_back_is_not_changed() {
    agent.promise(RunRequirement.CHANGE_SOMETHING);
    agent.model.calls("str_replace", edit("old", "new"));
    agent.model.calls("str_replace", edit("new", "old")).says("Done.");
    RunResult result = agent.run();

    assertEquals(List.of(), result.changedFiles());
    assertEquals(ExitCode.UNCHANGED, result.exitCode());
  }

  @Test
  void a_file_that_somebody_else_brought_back_is_not_changed() {
    agent.tool(
        new ProbeTool(
            "wait",
            CallKind.READS,
            text -> {
              agent.write("old\n");
              return ToolOutput.ok("");
            }));
    agent.model.calls("str_replace", edit("old", "new"), "wait", command("")).says("Done.");

    assertEquals(List.of(), agent.run().changedFiles());
  }

  @Test
  void what_a_command_changes_in_an_added_folder_is_told() throws IOException {
    Path library = Files.createDirectory(scratch.resolve("library")).toRealPath();
    Path file = Files.writeString(library.resolve("g"), "old\n");
    agent.added(
        AddedFolders.open(
            agent.root,
            List.of(library),
            GitSettings.of(Map.of(), scratch, scratch.resolve("state"), Clock.systemUTC())));
    agent.tool(
        new ProbeTool(
            "change",
            CallKind.ACTS,
            text -> {
              try {
                Files.writeString(file, "new\n");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return ToolOutput.ok("");
            }));
    agent.model.calls("change", command("")).says("Done.");

    assertEquals(List.of(file.toString()), agent.run().changedFiles());
    ToolResult result = agent.results(2).getFirst();
    ToolFact.ChangesTold told =
        assertInstanceOf(ToolFact.ChangesTold.class, result.facts().getFirst());
    assertEquals("files changed by it: " + file, result.text().lines().toList().get(told.line()));
  }

  @Test
  void a_run_that_ends_badly_names_what_an_earlier_one_left() {
    agent.limits(new RunLimits(1, RunLimits.NONE.maxTokens(), RunLimits.NONE.maxCostUsd()));
    agent.model.calls("str_replace", edit("old", "new")).calls("look", command(""));
    try (AgentSession session = agent.start()) {
      for (int run = 0; run < 2; run++) {
        session.submit(new Command.Prompt(Message.User.text("do it")));
        RunResult result = AgentFixture.await(session);
        assertEquals(ExitCode.LIMIT, result.exitCode());
        String remedy = assertInstanceOf(Ending.Badly.class, result.ending()).problem().remedy();
        assertTrue(
            remedy.contains(
                "f is changed and not committed: vibe -c goes on, vibe undo takes it back"),
            remedy);
      }
    }
  }

  @Test
  void a_run_that_takes_back_what_an_earlier_one_did_has_changed_it() {
    agent.model.calls("str_replace", edit("old", "new")).says("Done.");
    agent.model.calls("str_replace", edit("new", "old")).says("Done.");
    try (AgentSession session = agent.start()) {
      for (int run = 0; run < 2; run++) {
        session.submit(new Command.Prompt(Message.User.text("do it")));
        assertEquals(List.of("f"), AgentFixture.await(session).changedFiles());
      }
    }
  }

  @Test
  void what_a_person_changed_between_two_runs_is_not_the_runs_change() {
    agent.model.calls("str_replace", edit("old", "new")).says("Done.");
    agent.model.calls("str_replace", edit("mine", "ours"));
    agent.model.calls("str_replace", edit("ours", "mine")).says("Done.");
    try (AgentSession session = agent.start()) {
      session.submit(new Command.Prompt(Message.User.text("do it")));
      AgentFixture.await(session);
      agent.write("mine");
      session.submit(new Command.Prompt(Message.User.text("do it")));

      assertEquals(List.of(), AgentFixture.await(session).changedFiles());
    }
  }
}
