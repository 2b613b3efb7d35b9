package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Question;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.Resolution.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a person may open: it is put to them with what would be done, and once a call. */
class GuardedPathTest {

  @TempDir Path scratch;
  private AgentFixture agent;
  private Path outside;

  @BeforeEach
  void prepare() throws IOException {
    Path real = scratch.toRealPath();
    agent = new AgentFixture(Files.createDirectory(real.resolve("work")));
    outside = Files.writeString(real.resolve("outside.txt"), "old\n");
  }

  private static String edit(String file) {
    return Json.write(Map.of("file", file, "old", "old", "new", "new"));
  }

  @Test
  void edit_outside_happens_after_a_yes_that_saw_its_diff() throws IOException {
    agent.person.answers(new Answer.Yes());
    agent.model.calls("str_replace", edit(outside.toString()));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of(Outcome.OK), agent.outcomes(2));
    assertEquals("new\n", Files.readString(outside));
    Effect.Write shown =
        assertInstanceOf(
            Effect.Write.class, agent.person.questions().getFirst().effects().getFirst());
    assertEquals(outside.toString(), shown.path());
    assertEquals(1, shown.diff().added());
    assertTrue(agent.person.questions().getFirst().reason().contains("outside the workspace"));
  }

  @Test
  void with_nobody_to_ask_it_is_refused_and_the_run_ends_so() throws IOException {
    agent.model.calls("str_replace", edit("../outside.txt"));
    agent.model.says("Done.");

    assertEquals(ExitCode.REFUSED, agent.run().exitCode());
    assertEquals(List.of(Outcome.DENIED), agent.outcomes(2));
    assertTrue(agent.results(2).getFirst().text().contains("--add-dir"));
    assertEquals("old\n", Files.readString(outside));
  }

  @Test
  void in_plan_mode_nobody_is_asked() throws IOException {
    agent.mode(Mode.PLAN);
    agent.person.answers(new Answer.Yes(), new Answer.Yes());
    agent.model.calls("str_replace", edit("../outside.txt"), "str_replace", edit(".vibe/x"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of(Outcome.DENIED, Outcome.DENIED), agent.outcomes(2));
    assertEquals(List.of(), agent.person.questions());
    assertEquals("old\n", Files.readString(outside));
  }

  @Test
  void yes_for_the_session_opens_no_more_than_a_yes() throws IOException {
    agent.mode(Mode.ASK);
    agent.person.answers(new Answer.YesForSession());
    agent.model.calls("str_replace", edit("../outside.txt"), "str_replace", edit("f"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of(Outcome.OK, Outcome.DENIED), agent.outcomes(2));
    assertEquals(2, agent.person.questions().size());
    assertEquals("old", agent.file());
  }

  @Test
  void repository_is_changed_only_after_a_yes() throws IOException {
    agent.person.answers(new Answer.No(""), new Answer.Yes());
    String hook = Json.write(Map.of("file", ".git/hooks/pre-commit", "content", "#!/bin/sh\n"));
    agent.model.calls("write_file", hook);
    agent.model.calls("write_file", hook);
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of(Outcome.DENIED), agent.outcomes(2));
    assertEquals(List.of(Outcome.OK), agent.outcomes(3));
    assertTrue(Files.exists(agent.root.resolve(".git/hooks/pre-commit")));
  }

  private static String file(String name, String content) {
    return Json.write(Map.of("file", name, "content", content));
  }

  @Test
  void repository_that_a_reply_would_make_is_judged_as_a_whole() {
    agent.model.calls(
        "write_file", file("d/config", "[core]\n\tfsmonitor = touch canary\n"),
        "write_file", file("d/objects/x", "x\n"),
        "write_file", file("d/HEAD", "ref: refs/heads/main\n"),
        "write_file", file("d/refs/x", "x\n"),
        "write_file", file("d/notes.md", "x\n"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(
        List.of(Outcome.OK, Outcome.OK, Outcome.DENIED, Outcome.OK, Outcome.OK), agent.outcomes(2));
    assertFalse(Files.exists(agent.root.resolve("d/HEAD")));
    assertTrue(Files.exists(agent.root.resolve("d/notes.md")));
  }

  @Test
  void repository_that_several_replies_would_make_is_judged_as_a_whole() {
    agent.model.calls("write_file", file("d/config", "[core]\n\tfsmonitor = touch canary\n"));
    agent.model.calls("write_file", file("d/objects/x", "x\n"));
    agent.model.calls("write_file", file("d/refs/x", "x\n"));
    agent.model.calls("write_file", file("d/HEAD", "ref: refs/heads/main\n"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of(Outcome.DENIED), agent.outcomes(5));
    assertFalse(Files.exists(agent.root.resolve("d/HEAD")));
  }

  @Test
  void after_a_yes_a_call_that_does_not_fit_says_why() {
    agent.person.answers(new Answer.Yes());
    agent.model.calls(
        "str_replace",
        Json.write(Map.of("file", outside.toString(), "old", "absent", "new", "new")));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of(Outcome.INVALID), agent.outcomes(2));
    assertTrue(agent.results(2).getFirst().text().contains("old is not in the file"));
  }

  @Test
  void question_about_a_call_that_does_not_fit_says_so() {
    agent.person.answers(new Answer.No(""));
    agent.model.calls(
        "str_replace",
        Json.write(Map.of("file", outside.toString(), "old", "absent", "new", "new")));
    agent.model.says("Done.");
    agent.run();

    String details = String.join("\n", agent.person.questions().getFirst().details());
    assertTrue(details.contains("the call fails and changes nothing"), details);
    assertFalse(agent.results(2).getFirst().text().contains("old is not in the file"));
  }

  @Test
  void question_about_a_search_tells_what_is_looked_for_and_where() {
    agent.person.answers(new Answer.No(""));
    agent.model.calls(
        "read_file", Json.write(Map.of("file", outside.toString(), "offset", 3, "limit", 4)));
    agent.model.says("Done.");
    agent.run();

    Question question = agent.person.questions().getFirst();
    assertEquals(List.of("lines 3 to 6"), question.details());
    assertEquals("read " + outside, question.title());
  }

  @Test
  void link_that_leads_out_is_not_even_asked_about() throws IOException {
    Files.createSymbolicLink(agent.root.resolve("link"), outside);
    agent.person.answers(new Answer.Yes());
    agent.model.calls("str_replace", edit("link"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of(Outcome.INVALID), agent.outcomes(2));
    assertEquals(List.of(), agent.person.questions());
    assertFalse(Files.readString(outside).contains("new"));
  }

  @Test
  void what_is_written_is_the_text_that_the_person_gave_instead() throws IOException {
    agent.person.answers(new Answer.WriteInstead("mine\n"));
    agent.model.calls("str_replace", edit(outside.toString()));
    agent.model.says("Done.");
    agent.run();

    assertEquals("mine\n", Files.readString(outside));
    assertEquals(List.of(Outcome.OK), agent.outcomes(2));
    assertTrue(agent.results(2).getFirst().text().contains("the user edited your text"));
  }

  @Test
  void what_is_run_is_the_command_that_the_person_gave_instead() {
    agent.tool(new GuardedTool(agent.ran));
    agent.person.answers(new Answer.RunInstead("other"));
    agent.model.calls("enter", command("theirs"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of("other"), agent.ran);
    assertEquals(List.of(Outcome.OK), agent.outcomes(2));
    assertTrue(
        agent.results(2).getFirst().text().startsWith("the user ran this command instead: other"));
  }

  @Test
  void other_command_that_needs_another_guarded_path_is_not_run() {
    agent.tool(new GuardedTool(agent.ran));
    agent.person.answers(new Answer.RunInstead("deeper"));
    agent.model.calls("enter", command("theirs"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of(), agent.ran);
    assertEquals(List.of(Outcome.DENIED), agent.outcomes(2));
  }

  /** Runs a command in a guarded folder: in {@code deep} when it is {@code deeper}. */
  private record GuardedTool(List<String> ran) implements Tool<ProbeTool.Input> {

    @Override
    public ToolDeclaration<ProbeTool.Input> declaration() {
      return new ToolDeclaration<>(
          "enter", "Runs in a guarded folder.", ProbeTool.Input.class, CallKind.ACTS);
    }

    @Override
    public Prepared prepare(ProbeTool.Input input, ToolContext context) {
      String folder = input.command().equals("deeper") ? "deep" : "guarded";
      Effect effect = new Effect.Run(input.command(), "/");
      return context.opened().contains(folder)
          ? new Invocation.Acting(
              "run " + input.command(),
              List.of(effect),
              () -> {
                ran.add(input.command());
                return ToolOutput.ok("ran");
              })
          : new GuardedPath(folder, Guard.PROTECTED, "It is guarded.", effect);
    }
  }
}
