package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Rules;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.workspace.ReadRules.Standing;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rule on reading keeps from a model, whichever tool it takes. */
class ReadRulesTest extends ReadingFixture {

  private final SeenVersions seen = new SeenVersions();

  @BeforeEach
  void makeFiles() throws IOException {
    write("docs/canary.txt", "first\ncanary-7f3a\nlast\n");
    write("src/a.txt", "first\nlast\n");
    deny("read(docs/**)");
  }

  private void deny(String rule) {
    under(Rules.parse(List.of(), List.of(), List.of(rule)));
  }

  private void ask(String rule) {
    under(Rules.parse(List.of(), List.of(rule), List.of()));
  }

  private void under(Rules rules) {
    Workspace workspace = new Workspace(root, List.of()).under(rules::reading);
    context = new ToolContext(new EditBatch(workspace, seen));
  }

  @ParameterizedTest
  @CsvSource({"'',''", ".,''", "'',docs/**", "'',*.txt", "./,**/canary.txt"})
  void a_search_passes_over_what_may_not_be_read_and_says_how_much(String path, String glob)
      throws Exception {
    GrepTool.Input input = new GrepTool.Input("canary-7f3a", path, glob, 3, 0);

    String text = run(new GrepTool(RULES), input, Outcome.OK);

    assertFalse(text.contains("canary.txt"), text);
    assertFalse(text.contains("canary-7f3a"), text);
    assertTrue(text.contains("[1 file left out by a rule of the user]"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"**", "docs/**", "**/canary.txt", "*.txt", "{docs,src}/*"})
  void a_list_does_not_name_what_may_not_be_read(String pattern) throws Exception {
    String text = run(new GlobTool(RULES), new GlobTool.Input(pattern, ""), Outcome.OK);

    assertFalse(text.contains("canary"), text);
    assertTrue(text.contains("[1 file left out by a rule of the user]"), text);
  }

  @Test
  void the_count_tells_nothing_of_names() throws Exception {
    write("docs/other.txt", "");

    for (String pattern : List.of("docs/c*", "docs/z*", "**/z*")) {
      String text = run(new GlobTool(RULES), new GlobTool.Input(pattern, ""), Outcome.OK);
      assertTrue(text.contains("[2 files left out by a rule of the user]"), text);
    }
  }

  @Test
  void a_name_that_is_suggested_for_a_missing_file_may_be_read() throws Exception {
    ReadFileTool.Input missing = new ReadFileTool.Input("canary.txt", 0, 0);

    String text = run(new ReadFileTool(RULES), missing, Outcome.FAILED);

    assertFalse(text.contains("docs/"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/canary.txt",
        "./docs//canary.txt",
        "src/../docs/canary.txt",
        "link/canary.txt"
      })
  void an_edit_shows_nothing_of_a_file_that_may_not_be_read(String named) throws Exception {
    Files.createSymbolicLink(root.resolve("link"), Path.of("docs"));

    Refusal miss =
        refuse(
            new StrReplaceTool(RULES),
            new StrReplaceTool.Input(named, "frist\ncanary", "x", "", false));
    Refusal hit =
        refuse(new StrReplaceTool(RULES), new StrReplaceTool.Input(named, "first", "x", "", false));
    Refusal whole = refuse(new WriteFileTool(RULES), new WriteFileTool.Input(named, "x\n"));

    for (Refusal refusal : List.of(miss, hit, whole)) {
      assertEquals(RefusalCode.FORBIDDEN, refusal.code());
      assertFalse(refusal.message().contains("canary-7f3a"), refusal.message());
    }
  }

  @Test
  void a_new_file_in_a_folder_that_may_not_be_read_can_be_made() {
    WriteFileTool.Input input = new WriteFileTool.Input("docs/new.txt", "x\n");

    assertInstanceOf(Invocation.Editing.class, new WriteFileTool(RULES).prepare(input, context));
  }

  @Test
  void what_is_read_after_a_question_only_is_left_out_of_searches_and_read_before_an_edit()
      throws Exception {
    ask("read(docs/**)");
    GrepTool.Input search = new GrepTool.Input("canary-7f3a", "", "", 0, 0);
    StrReplaceTool.Input miss =
        new StrReplaceTool.Input("docs/canary.txt", "first\ncanary", "x", "", false);
    StrReplaceTool.Input fits =
        new StrReplaceTool.Input("docs/canary.txt", "first", "x", "", false);

    String found = run(new GrepTool(RULES), search, Outcome.OK);
    Refusal unread = refuse(new StrReplaceTool(RULES), miss);
    run(new ReadFileTool(RULES), new ReadFileTool.Input("docs/canary.txt", 0, 0), Outcome.OK);

    assertTrue(found.contains("[1 file left out by a rule of the user]"), found);
    assertFalse(unread.message().contains("7f3a"), unread.message());
    assertInstanceOf(Invocation.Editing.class, new StrReplaceTool(RULES).prepare(fits, context));
  }

  @Test
  void the_case_of_letters_does_not_pass_a_rule() {
    Rules rules = Rules.parse(List.of(), List.of(), List.of("read(Docs/**)"));

    assertEquals(Standing.DENIED, rules.reading("dOCS/x"));
    assertEquals(Standing.FREE, rules.reading("src/x"));
  }
}
