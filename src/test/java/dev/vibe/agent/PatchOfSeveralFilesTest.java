package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Event;
import dev.vibe.json.Json;
import dev.vibe.tool.builtin.ApplyPatchTool;
import dev.vibe.workspace.IgnoreRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patch of several files in one call of a model. */
class PatchOfSeveralFilesTest {

  private static final String PATCH =
      """
      *** Begin Patch
      *** Update File: f
      @@
      -old
      +new
      *** Add File: sub/made
      +one
      +two
      *** Delete File: gone
      *** End Patch
      """;

  @TempDir Path scratch;
  private Path root;
  private AgentFixture agent;

  @BeforeEach
  void prepare() throws IOException {
    root = Files.createDirectory(scratch.resolve("work"));
    agent = new AgentFixture(root).tool(new ApplyPatchTool(IgnoreRules.repositoriesOnly()));
    Files.writeString(root.resolve("gone"), "1\n2\n");
  }

  private static String patch(String text) {
    return Json.write(Map.of("patch", text));
  }

  private ToolResult applied(String text) {
    agent.model.calls(ToolNames.APPLY_PATCH, patch(text)).says("Done.");
    agent.run();
    return agent.results(2).getFirst();
  }

  @Test
  void all_files_are_changed_and_told_in_a_line_each() throws IOException {
    ToolResult result = applied(PATCH);

    assertEquals("f: +1 -1\nsub/made: +2 -0\ngone: +0 -2 (deleted)", result.forModel());
    assertEquals("new", agent.file());
    assertEquals("one\ntwo\n", Files.readString(root.resolve("sub/made")));
    assertFalse(Files.exists(root.resolve("gone")));
    assertEquals(3, agent.events(Event.FileChanged.class).size());
  }

  @Test
  void a_unified_diff_of_two_files_is_applied_too() {
    ToolResult result =
        applied(
            """
            --- a/f
            +++ b/f
            @@ -1 +1 @@
            -old
            +new
            --- a/gone
            +++ b/gone
            @@ -1,2 +1,2 @@
             1
            -2
            +3
            """);
    assertEquals("f: +1 -1\ngone: +1 -1", result.forModel());
  }

  @Test
  void a_file_that_does_not_fit_is_left_alone_as_a_whole_and_the_result_begins_with_that() {
    ToolResult result =
        applied(
            PATCH.replace("@@\n-old\n+new\n", "@@\n-old\n+new\n@@\n-not there at all\n+neither\n"));

    List<String> lines = result.forModel().lines().toList();
    assertEquals("error: 1 file left alone, the rest is changed", lines.getFirst());
    assertTrue(lines.get(1).startsWith("f: hunk 2 of 2: "), result::forModel);
    assertEquals(
        List.of("sub/made: +2 -0", "gone: +0 -2 (deleted)"),
        lines.subList(lines.size() - 2, lines.size()));
    assertEquals("old", agent.file());
  }

  @Test
  void what_a_patch_misses_is_shown_with_the_nearest_lines_and_that_nothing_was_written()
      throws IOException {
    Files.writeString(root.resolve("gone"), "1\n2\nreturn total(items)\n");
    ToolResult result =
        applied(
            """
            --- a/gone
            +++ b/gone
            @@ -1,2 +1,2 @@
            -1
            +one
             2
            @@ -3 +3 @@
            -return totals(items)
            +return 0
            --- a/sub/goen
            +++ b/sub/goen
            @@ -1 +1 @@
            -1
            +one
            """);

    String told = result.forModel();
    assertTrue(told.startsWith("error: gone: hunk 2 of 2: its text is not in the file."), told);
    assertTrue(
        told.contains("Nearest is line 3") && told.contains("\treturn total(items)\n"), told);
    assertTrue(told.contains("\nsub/goen does not exist."), told);
    assertTrue(told.endsWith("\nNothing of the patch was written."), told);
  }

  @Test
  void a_patch_builds_on_the_edits_before_it_in_the_reply() {
    agent.model.calls(
        ToolNames.STR_REPLACE,
        AgentFixture.edit("old", "old\nmore"),
        ToolNames.APPLY_PATCH,
        patch(PATCH.replace("-old\n+new\n", "-more\n+less\n")));
    agent.model.says("Done.");
    agent.run();

    assertEquals("old\nless", agent.file());
    assertEquals(List.of(ToolResult.Outcome.OK, ToolResult.Outcome.OK), agent.outcomes(2));
  }

  @Test
  void what_a_patch_touched_does_not_count_as_read() {
    agent.model.calls(
        ToolNames.APPLY_PATCH,
        patch(PATCH),
        ToolNames.WRITE_FILE,
        Json.write(Map.of("file", "f", "content", "all of it\n")));
    agent.model.calls(
        ToolNames.WRITE_FILE, Json.write(Map.of("file", "f", "content", "all of it\n")));
    agent.model.says("Done.");
    agent.run();

    assertEquals(ToolResult.Outcome.INVALID, agent.outcomes(3).getFirst());
    assertEquals("new", agent.file());
  }
}
