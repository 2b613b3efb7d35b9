package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ToolResult;
import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.json.Json;
import dev.vibe.testkit.TokenMeasure;
import dev.vibe.tool.builtin.BashTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a model pays for twelve rounds of read, edit and command, as in the benchmark against other
 * agents. A model pays for a result once more with each request that follows.
 */
class RoundCostTest {

  private static final int ROUNDS = 12;

  private static final double MOST_OF_A_FILE = 1.03;
  private static final int MOST_FOR_AN_EDIT = 30;
  private static final int MOST_FOR_A_SILENT_COMMAND = 6;

  @TempDir Path scratch;

  @Test
  void twelve_rounds_cost_little_more_than_the_files_that_were_read() throws IOException {
    Path root = Files.createDirectory(scratch.resolve("work"));
    AgentFixture agent = new AgentFixture(root);
    String rest = "# one of the lines of this file, which nobody changes\n".repeat(20);
    for (int round = 0; round < ROUNDS; round += 3) {
      Files.createDirectories(root.resolve("src/bench"));
      Files.writeString(root.resolve(file(round)), "COUNTER = 0\n" + rest);
      agent.model.calls("read_file", Json.write(Map.of("file", file(round))));
      agent.model.calls(
          "str_replace",
          Json.write(Map.of("file", file(round), "old", "COUNTER = 0\n", "new", "COUNTER = 1\n")));
      agent.model.calls("bash", AgentFixture.command("test -f " + file(round)));
    }
    agent.model.says("Done.");

    try (CommandRunner commands =
        new CommandRunner(
            new ChildEnvironment.Source(
                Map.of("PATH", "/usr/bin:/bin"), List.of(root), Set.of(), Set.of()),
            scratch.resolve("commands"),
            Launcher.unconfined(),
            OwnProcess.unguarded())) {
      agent.tool(new BashTool(commands, root, Map::of, snapshot -> {}));
      agent.run();
    }

    for (int round = 0; round < ROUNDS; round += 3) {
      String read = result(agent, round);
      long whole = ("COUNTER = 0\n" + rest).length();
      assertTrue(read.length() <= MOST_OF_A_FILE * whole, () -> read.length() + " of " + whole);
      assertCosts(MOST_FOR_AN_EDIT, result(agent, round + 1));
      assertCosts(MOST_FOR_A_SILENT_COMMAND, result(agent, round + 2));
      assertEquals("COUNTER = 1\n" + rest, Files.readString(root.resolve(file(round))));
    }
  }

  private static String file(int round) {
    return "src/bench/f%02d.py".formatted(round / 3);
  }

  private static String result(AgentFixture agent, int round) {
    ToolResult result = agent.results(round + 2).getFirst();
    assertEquals(ToolResult.Outcome.OK, result.outcome(), result::text);
    return result.forModel();
  }

  private static void assertCosts(int most, String text) {
    int tokens = TokenMeasure.of(text);
    assertTrue(tokens <= most, () -> tokens + " tokens: " + text);
  }
}
