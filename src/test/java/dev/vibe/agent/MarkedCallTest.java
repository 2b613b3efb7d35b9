package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.json.Json;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.SecretMask;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedCallTest {

  /** Put together here, so that the repository holds nothing that looks like a key. */
  private static final String TOKEN = "ghp_" + "Zk3Vq8RtYw1LmNc7XsBd" + "5HgPe2JfUa9QoTi4";

  private static final String MARK = "[secret:github-token:1]";

  @TempDir Path scratch;
  private AgentFixture agent;

  @BeforeEach
  void fileWithAToken() throws IOException {
    agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
    agent.write("a = 1\ntoken = " + TOKEN + "\nb = 2\n");
    agent.tool(new ProbeTool("show", CallKind.READS, command -> ToolOutput.ok(agent.file())));
    agent.model.calls("show", command("f"));
  }

  private void edits(String old, String replacement) {
    agent.model.calls("str_replace", edit(old, replacement));
    agent.model.says("Done.");
    agent.run();
    assertEquals("a = 1\ntoken = " + MARK + "\nb = 2", agent.results(2).getFirst().text());
  }

  @Test
  void a_mark_in_what_is_there_means_the_secret() {
    edits("token = " + MARK + "\nb = 2", "b = 3");

    assertEquals("a = 1\nb = 3", agent.file());
    assertFalse(agent.events.toString().contains(TOKEN), "no event holds it");
  }

  @Test
  void a_mark_is_not_written_back_and_the_model_is_told_what_to_do() {
    edits("token = " + MARK, "api_token = " + MARK);

    assertEquals("a = 1\ntoken = " + TOKEN + "\nb = 2", agent.file());
    assertEquals(Outcome.INVALID, agent.results(3).getFirst().outcome());
    String told = agent.results(3).getFirst().text();
    assertTrue(told.contains(MARK) && told.contains("Edit only lines without it"), told);
  }

  @Test
  void lines_beside_a_secret_are_edited_as_ever() {
    edits("b = 2", "b = 3");

    assertEquals("a = 1\ntoken = " + TOKEN + "\nb = 3", agent.file());
  }

  @Test
  void a_patch_may_hold_marks_in_lines_that_are_there_and_in_no_others() {
    SecretMask secrets = new SecretMask();
    secrets.redact(TOKEN);
    String patch = "*** Update File: f\n@@ " + MARK + "\n " + MARK + "\n-" + MARK + "\n+new\n";
    ToolCall call = call(ToolNames.APPLY_PATCH, Map.of("patch", patch));
    ToolCall resolved = MarkedCall.resolved(call, secrets);
    assertEquals(
        Json.write(Map.of("patch", patch.replace(MARK, TOKEN))), resolved.arguments().text());
    assertTrue(MarkedCall.refusal(tool(call, CallKind.EDITS), resolved, secrets).isEmpty());

    ToolCall writing = call(ToolNames.APPLY_PATCH, Map.of("patch", patch + "+x " + MARK));
    assertEquals(
        RefusalCode.MASKED,
        MarkedCall.refusal(
                tool(writing, CallKind.EDITS), MarkedCall.resolved(writing, secrets), secrets)
            .orElseThrow()
            .code());
  }

  @Test
  void a_mark_of_an_earlier_run_is_told_to_be_one() {
    SecretMask secrets = new SecretMask();
    secrets.remember("token = " + MARK);
    ToolCall call =
        call(ToolNames.STR_REPLACE, Map.of("file", "f", "old", "x " + MARK, "new", "x"));
    assertTrue(
        MarkedCall.refusal(tool(call, CallKind.EDITS), MarkedCall.resolved(call, secrets), secrets)
            .orElseThrow()
            .output()
            .text()
            .contains("Read the file once more"));
  }

  @Test
  void a_command_with_a_mark_is_refused_and_a_search_is_not() {
    SecretMask secrets = new SecretMask();
    secrets.redact(TOKEN);
    ToolCall run = call(ToolNames.BASH, Map.of("command", "echo " + MARK + " > .token"));
    assertTrue(MarkedCall.refusal(tool(run, CallKind.ACTS), run, secrets).isPresent());
    ToolCall search = call(ToolNames.GREP, Map.of("pattern", MARK));
    assertTrue(MarkedCall.refusal(tool(search, CallKind.READS), search, secrets).isEmpty());
    ToolCall commit = call(ToolNames.GIT_COMMIT, Map.of("message", "Remove " + MARK));
    assertTrue(MarkedCall.refusal(tool(commit, CallKind.ACTS), commit, secrets).isEmpty());
  }

  private static ToolCall call(String name, Map<String, Object> arguments) {
    return new ToolCall(new CallId("c1"), name, new RawJson(Json.write(arguments)));
  }

  private record NoInput() {}

  private static ToolDeclaration<NoInput> tool(ToolCall call, CallKind kind) {
    return new ToolDeclaration<>(call.name(), "", NoInput.class, kind);
  }
}
