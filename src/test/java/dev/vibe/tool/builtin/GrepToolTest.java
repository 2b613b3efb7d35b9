package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.WorkspacePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrepToolTest extends ReadingFixture {

  @Test
  void matches_are_shown_with_path_and_line() throws Exception {
    write("a.py", "import x\nprint(1)\n");
    write("b/c.py", "print(2)\r\n");
    write("d.txt", "print(3)\n");
    assertEquals(
        "a.py\n2:print(1)\nb/c.py\n1:print(2)\nd.txt\n1:print(3)\n",
        grep("print\\(", "", "", 0, 0));
    assertEquals("a.py\n2:print(1)\nb/c.py\n1:print(2)\n", grep("print\\(", "", "*.py", 0, 0));
    assertEquals("b/c.py\n1:print(2)\n", grep("print\\(", "b", "", 0, 0));
    assertEquals("a.py\n2:print(1)\n", grep("(?i)^PRINT", "a.py", "", 0, 0));
    assertEquals("No matches in 3 files.\n", grep("zzz", "", "", 0, 0));
  }

  @Test
  void classes_of_characters_may_be_named_as_grep_names_them() throws Exception {
    write("a.txt", "one two\nonetwo\none7\n[:x:]\n");

    assertEquals("a.txt\n1:one two\n", grep("one[[:space:]]two", "", "", 0, 0));
    assertEquals("a.txt\n3:one7\n", grep("e[^[:alpha:][:blank:]]", "", "", 0, 0));
    assertEquals("a.txt\n3:one7\n", grep("[[:xdigit:]]\\d", "", "", 0, 0));
    assertEquals("a.txt\n4:[:x:]\n", grep("\\[:x:]", "", "", 0, 0));
  }

  @Test
  void what_is_looked_for_and_where_is_in_the_details() {
    assertEquals(
        List.of("searches for: a\nb", "in files: *.py", "lines around a match: 20"),
        prepare(new GrepTool(RULES), new GrepTool.Input("a\nb", "", "*.py", 99, 0)).details());
    assertEquals(
        List.of("lists names like: *.py"),
        prepare(new GlobTool(RULES), new GlobTool.Input("*.py", "")).details());
  }

  @Test
  void context_lines_are_joined_and_set_apart() throws Exception {
    write("a", "1\n2\nhit\n4\n5\n6\n7\nhit\nhit\n10\n");
    assertEquals("a\n2-2\n3:hit\n4-4\n--\n7-7\n8:hit\n9:hit\n10-10\n", grep("hit", "", "", 1, 0));
    write("b", "hit\n");
    assertTrue(grep("hit", "", "", 1, 0).endsWith("10-10\nb\n1:hit\n"));
  }

  @Test
  void more_matches_than_asked_for_are_counted_by_file() throws Exception {
    write("a", "hit\n".repeat(5));
    write("b", "hit\n".repeat(3));
    assertEquals(
        "a\n1:hit\n2:hit\n[6 more matching lines, by file:]\na: 3\nb: 3\n",
        grep("hit", "", "", 0, 2));
    for (int i = 100; i < 250; i++) {
      write("d/" + i % 2 + "/" + i, "hit\n");
    }
    String found = grep("hit", "", "", 0, 2);
    assertTrue(
        found.contains("[156 more matching lines, by file:]\na: 3\nb: 3\nd/0/: 100, 102, 104"),
        found);
    assertTrue(found.endsWith("[and 52 more files, by folder:]\nd/1/: 52 files\n"), found);
  }

  @Test
  void what_is_left_out_names_a_folder_once() throws Exception {
    write("src/a.py", "hit\n".repeat(5));
    write("src/b.py", "hit\n".repeat(3));
    write("src/c.py", "hit\n");
    write("src/sub/d.py", "hit\n");
    assertEquals(
        """
        src/a.py
        1:hit
        2:hit
        [8 more matching lines, by file:]
        src/: a.py (3), b.py (3), c.py
        src/sub/d.py: 1
        """,
        grep("hit", "", "", 0, 2));
  }

  @Test
  void a_limit_that_would_leave_out_three_lines_gives_them() throws Exception {
    write("a", "hit\n".repeat(5));
    assertEquals("a\n1:hit\n2:hit\n3:hit\n4:hit\n5:hit\n", grep("hit", "", "", 0, 2));
    assertTrue(grep("hit", "", "", 0, 1).startsWith("a\n1:hit\n[4 more matching lines"));
  }

  @Test
  void lines_that_only_import_come_last() throws Exception {
    write("a.java", "package x.Tax;\nimport x.Tax;\n\nint rate;\n");
    write("b.java", "import x.Tax;\nnew Tax();\n");
    write("c.py", "from x import Tax\nTax()\n");
    write("d.c", "#include \"Tax.h\"\nuse of Tax\n");
    assertEquals(
        """
        b.java
        1:import x.Tax;
        2:new Tax();
        c.py
        1:from x import Tax
        2:Tax()
        d.c
        1:#include "Tax.h"
        2:use of Tax
        a.java
        1:package x.Tax;
        2:import x.Tax;
        """,
        grep("Tax", "", "", 0, 0));
    assertEquals(
        """
        b.java
        2:new Tax();
        c.py
        2:Tax()
        [2 imports in these files left out]
        [4 more matching lines, by file:]
        d.c: 2
        a.java: 2
        """,
        grep("Tax", "", "", 0, 2));
  }

  @Test
  void binary_and_secret_files_are_not_searched() throws Exception {
    write(".env", "hit\n");
    Files.write(root.resolve("bin"), "hit\0".getBytes(StandardCharsets.UTF_8));
    write("a", "hit\n");
    assertEquals(
        "a\n1:hit\n[files that may hold log-in data were not searched: 1]\n",
        grep("hit", "", "", 0, 0));
  }

  @Test
  void long_lines_are_cut_around_the_match() throws Exception {
    write("a", "x".repeat(5_000) + "hit" + "y".repeat(5_000));
    String line = grep("hit", "", "", 0, 0);
    assertTrue(line.length() < 330);
    assertTrue(line.startsWith("a\n1:…xxx"));
    assertTrue(line.contains("xhity"));
    assertTrue(line.endsWith("y…\n"));
  }

  @Test
  void a_runaway_pattern_ends_with_advice() throws Exception {
    write("a", "a".repeat(300) + "\n");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertTrue(
                run(
                        new GrepTool(RULES),
                        new GrepTool.Input(".*.*.*.*.*.*z", "", "", 0, 0),
                        Outcome.FAILED)
                    .contains("takes too long on a")));
  }

  @Test
  void a_pattern_that_exhausts_the_stack_ends_with_advice() throws Exception {
    write("a", "ab".repeat(1_000_000) + "\n");
    assertTrue(
        run(new GrepTool(RULES), new GrepTool.Input("(a|b)*c", "", "", 0, 0), Outcome.FAILED)
            .contains("takes too long"));
  }

  @Test
  void what_is_no_pattern_is_searched_for_as_it_stands() throws Exception {
    write("a.py", "def percent(x):\n");
    assertEquals(
        "[not a regular expression, so searched for as it stands]\na.py\n1:def percent(x):\n",
        grep("def percent(", "", "", 0, 0));
    assertEquals(
        RefusalCode.INVALID,
        refuse(new GrepTool(RULES), new GrepTool.Input("", "", "", 0, 0)).code());
    assertEquals(
        RefusalCode.INVALID,
        refuse(new GrepTool(RULES), new GrepTool.Input("x", "", "", -1, 0)).code());
  }

  @Test
  void edits_that_are_not_written_are_searched_as_if_they_were() throws Exception {
    write("a.txt", "old\n");
    write("b.txt", "old\n");
    stage("a.txt", "new\n");
    stage("d/c.txt", "new\n");
    assertEquals("a.txt\n1:new\nd/c.txt\n1:new\n", grep("new", "", "", 0, 0));
    assertEquals("b.txt\n1:old\n", grep("old", "", "", 0, 0));
    assertEquals("d/c.txt\n1:new\n", grep("new", "d", "*.txt", 0, 0));
    assertTrue(
        run(new GlobTool(RULES), new GlobTool.Input("*.txt", ""), Outcome.OK)
            .contains("d/c.txt\n"));
  }

  private void stage(String file, String text) {
    Prepared edit =
        new WriteFileTool(RULES).prepare(new WriteFileTool.Input(file, text), seen(file));
    context.batch().stage(assertInstanceOf(Invocation.Editing.class, edit).change());
  }

  private ToolContext seen(String file) {
    WorkspacePath path = context.batch().workspace().pathOf(root.resolve(file));
    if (Files.exists(path.absolute())) {
      context.batch().seen().saw(path, "old\n".getBytes(StandardCharsets.UTF_8));
    }
    return context;
  }

  @Test
  void a_folder_that_is_named_in_brackets_is_searched() throws Exception {
    write("app/[id]/page.tsx", "needle\n");
    write("app/d/page.tsx", "needle\n");

    String found = grep("needle", "", "app/[id]/*.tsx", 0, 0);

    assertTrue(found.contains("app/[id]/page.tsx"), found);
    assertTrue(!found.contains("app/d/page.tsx"), found);
  }

  private String grep(String pattern, String path, String glob, int around, int max)
      throws Exception {
    return run(
        new GrepTool(RULES), new GrepTool.Input(pattern, path, glob, around, max), Outcome.OK);
  }

  @Test
  void what_is_not_shown_is_whole_for_a_file_with_path_and_number_on_each_line() throws Exception {
    write("a", "1\nhit\n3\nhit\n5\n");
    write("b", "hit\n".repeat(6));
    GrepTool.Input all = new GrepTool.Input("hit", "", "", 0, 0);
    assertEquals(Optional.empty(), prepare(new GrepTool(RULES), all).body().run().rest());

    GrepTool.Input few = new GrepTool.Input("hit", "", "", 1, 2);
    ToolOutput.Rest rest = prepare(new GrepTool(RULES), few).body().run().rest().orElseThrow();

    assertEquals("all matches", rest.name());
    assertEquals(
        """
        a-1-1
        a:2:hit
        a-3-3
        a:4:hit
        a-5-5
        b:1:hit
        b:2:hit
        b:3:hit
        b:4:hit
        b:5:hit
        b:6:hit
        """,
        rest.text());
  }

  @Test
  void far_more_than_anybody_reads_is_bounded_and_says_so() throws Exception {
    write("a", ("hit " + "x".repeat(96) + "\n").repeat(12_000));
    GrepTool.Input few = new GrepTool.Input("hit", "", "", 0, 2);
    ToolOutput.Rest rest = prepare(new GrepTool(RULES), few).body().run().rest().orElseThrow();

    assertTrue(rest.name().matches("the first 9,\\d{3} matches"), rest.name());
    assertTrue(rest.text().length() < 1_001_000, () -> "" + rest.text().length());
  }
}
