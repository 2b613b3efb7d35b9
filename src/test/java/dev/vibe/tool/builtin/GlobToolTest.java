package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GlobToolTest extends ReadingFixture {

  @Test
  void files_are_listed_newest_first() throws Exception {
    write("old.py", "");
    write("src/new.py", "");
    write("src/x.txt", "");
    age("old.py", 100);
    age("src/new.py", 10);
    assertEquals("src/new.py\nold.py\n", glob("*.py", ""));
    assertEquals("src/new.py\n", glob("*.py", "src"));
    assertEquals("old.py\n", glob("/*.py", ""));
    assertEquals("src/new.py\n", glob(root + "/src/*.py", ""));
  }

  @Test
  void brackets_are_the_name_of_a_folder_that_is_spelled_so() throws Exception {
    write("app/[id]/page.tsx", "");
    write("app/d/page.tsx", "");
    write("app/[...slug]/page.tsx", "");
    write("lib/d/page.tsx", "");

    assertEquals("app/[id]/page.tsx\n", glob("app/[id]/*.tsx", ""));
    assertEquals("app/[id]/page.tsx\n", glob("[id]/*", "app"));
    assertEquals("app/[...slug]/page.tsx\n", glob("app/[...slug]/*.tsx", ""));
    assertEquals("lib/d/page.tsx\n", glob("lib/[id]/*.tsx", ""));
  }

  @Test
  void a_long_list_is_cut_and_counted() throws Exception {
    for (int i = 0; i < 130; i++) {
      write("f" + i, "");
      age("f" + i, i);
    }
    String list = glob("f*", "");
    assertTrue(list.startsWith("f0\nf1\n"));
    assertEquals(70, list.lines().count(), "the oldest minute counts as one moment");
    assertTrue(list.endsWith("[61 older files not shown; use a narrower pattern or path]\n"));
  }

  @Test
  void in_a_fresh_clone_files_are_in_order_of_their_paths() throws Exception {
    for (int i = 0; i < 50; i++) {
      write("f" + (i + 10), "");
      age("f" + (i + 10), i);
    }
    assertTrue(glob("f*", "").startsWith("f10\nf11\nf12\n"));
    age("f33", -500);
    assertTrue(glob("f*", "").startsWith("f33\nf10\nf11\n"), "it was changed since");
  }

  @Test
  void too_many_files_of_a_fresh_clone_are_counted_by_folder() throws Exception {
    for (int i = 0; i < 90; i++) {
      write("src/a/f" + i, "");
      write("src/b/c/f" + i, "");
    }
    write("top", "");
    for (String file : glob("*", "").lines().toList()) {
      assertTrue(!file.startsWith("src/a/f"), file);
    }
    assertEquals(
        """
        [181 files not shown; use a narrower pattern or path]
        ./: 1 file
        src/a/: 90 files
        src/b/c/: 90 files
        """,
        glob("*", ""));

    age("src/b/c/f7", -100_000_000);
    assertTrue(glob("*", "").startsWith("src/b/c/f7\n[180 older files not shown;"), glob("*", ""));
  }

  @Test
  void folders_below_a_common_one_are_counted_together_when_there_are_many() {
    FolderCounts counts = new FolderCounts();
    for (int i = 0; i < 300; i++) {
      counts.add("a/" + i % 3 + "/" + i + "/f");
    }
    counts.add("b/f");
    assertEquals(
        "a/0/: 100 files\na/1/: 100 files\na/2/: 100 files\nb/: 1 file\n", counts.lines(60));
    assertEquals("a/: 300 files\nand 1 more folders\n", counts.lines(1));
  }

  @Test
  void a_pattern_of_one_level_lists_the_folders_of_that_level() throws Exception {
    write("readme", "");
    write("lib/a/x.py", "");
    write("test/y.py", "");

    assertEquals("lib/\ntest/\nreadme\n", glob("/*", ""));
    assertEquals("lib/a/\n", glob("/*", "lib"));
    assertEquals("lib/a/\n", glob("lib/*", ""));
    assertEquals("test/\n", glob("/te*", ""));
    assertTrue(glob("/*.py", "").startsWith("No files match."));
  }

  @Test
  void a_glob_that_finds_nothing_says_so() throws Exception {
    assertTrue(glob("*.zzz", "").startsWith("No files match. Ignored files"));
    assertEquals("No files match. For names that hold it use **/*money*\n", glob("money", ""));
    assertTrue(
        run(new GlobTool(RULES), new GlobTool.Input("*", "nowhere"), Outcome.FAILED)
            .contains("does not exist"));
    assertEquals(
        RefusalCode.INVALID, refuse(new GlobTool(RULES), new GlobTool.Input("", "")).code());
    assertEquals(
        RefusalCode.OUTSIDE, refuse(new GlobTool(RULES), new GlobTool.Input("*", "/proc")).code());
  }

  private String glob(String pattern, String path) throws Exception {
    return run(new GlobTool(RULES), new GlobTool.Input(pattern, path), Outcome.OK);
  }

  private void age(String file, int seconds) throws IOException {
    Instant then = Instant.parse("2026-01-01T00:00:00Z").minusSeconds(seconds);
    Files.setLastModifiedTime(root.resolve(file), FileTime.from(then));
  }

  @Test
  void more_names_than_are_shown_are_whole_for_a_file() throws Exception {
    for (int i = 0; i < 101; i++) {
      write("f" + i, "");
    }
    ToolOutput some = prepare(new GlobTool(RULES), new GlobTool.Input("f1*", "")).body().run();
    ToolOutput all = prepare(new GlobTool(RULES), new GlobTool.Input("*", "")).body().run();

    assertEquals(Optional.empty(), some.rest());
    ToolOutput.Rest rest = all.rest().orElseThrow();
    assertEquals("all files", rest.name());
    assertEquals(101, rest.text().lines().distinct().count());
    assertTrue(rest.text().contains("f57\n"), rest.text());
  }
}
