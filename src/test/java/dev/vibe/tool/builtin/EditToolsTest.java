package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.effect.Effect;
import dev.vibe.text.FileDiff;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import dev.vibe.workspace.change.SeenVersions.LineRange;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditToolsTest {

  @TempDir Path root;
  private final SeenVersions seen = new SeenVersions();
  private EditBatch batch;
  private WorkspacePath path;

  @BeforeEach
  void begin() {
    batch = new EditBatch(new Workspace(root, List.of()), seen);
    path = new WorkspacePath("src/f.txt", root.resolve("f.txt"), root);
  }

  private void file(String text) throws IOException {
    Files.writeString(path.absolute(), text);
  }

  private void read() throws IOException {
    seen.saw(path, Files.readAllBytes(path.absolute()));
  }

  private Prepared replace(String old, String replacement) {
    return StrReplaceTool.edit(
        new StrReplaceTool.Input(path.relative(), old, replacement, "", false), path, batch);
  }

  private Prepared write(String content) {
    return WriteFileTool.write(path, content, batch);
  }

  private static Invocation.Editing editing(Prepared prepared) {
    return switch (prepared) {
      case Invocation.Editing editing -> editing;
      case Invocation.Reading reading -> throw new AssertionError(reading.toString());
      case Invocation.Acting acting -> throw new AssertionError(acting.toString());
      case Refusal refusal -> throw new AssertionError(refusal.toString());
      case GuardedPath guarded -> throw new AssertionError(guarded.toString());
    };
  }

  private static Refusal refusal(String code, Prepared prepared) {
    if (prepared instanceof Refusal refusal) {
      assertEquals(code, refusal.code().toString(), refusal.message());
      return refusal;
    }
    throw new AssertionError(prepared.toString());
  }

  private static String after(Invocation.Editing editing) {
    return new String(((Content.Present) editing.change().after()).bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void an_exact_edit_says_nothing_but_its_diff() throws IOException {
    file("a = 1\nb = 2\n");
    Invocation.Editing editing = editing(replace("a = 1", "a = 2"));
    assertEquals("edit src/f.txt", editing.title());
    assertEquals("a = 2\nb = 2\n", after(editing));
    assertEquals("", editing.note());
    assertEquals(
        List.of(new Effect.Write("src/f.txt", editing.change().diff())), editing.effects());
    assertEquals(FileDiff.Kind.CHANGED, editing.change().diff().kind());
    assertEquals("a = 1\nb = 2\n", Files.readString(path.absolute()));
  }

  @Test
  void a_loose_edit_says_so() throws IOException {
    file("  a = 1\n");
    Invocation.Editing editing = editing(replace("\ta = 1\n", "\ta = 2\n"));
    assertTrue(editing.note().contains("not exact"), editing.note());
    assertTrue(editing.note().contains("indentation"), editing.note());
  }

  private Prepared replace(String old, String oldEnd, String replacement) {
    return StrReplaceTool.edit(
        new StrReplaceTool.Input(path.relative(), old, replacement, oldEnd, false), path, batch);
  }

  @Test
  void a_long_text_is_replaced_from_one_end_to_the_other() throws IOException {
    file("a\nbegin {\n" + "  x\n".repeat(200) + "} end\nb\n} end\n");
    Invocation.Editing editing = editing(replace("begin {", "} end", "gone"));
    assertEquals("a\ngone\nb\n} end\n", after(editing));
    assertEquals("replaced lines 2-203", editing.note());
    assertEquals(202, editing.change().diff().removed());
    assertEquals("a\nb\n} end\n", after(editing(replace("begin {", "} end", ""))), "whole lines");
    Invocation.Editing loose = editing(replace("  begin {", "} end", "  gone"));
    assertEquals("a\n  gone\nb\n} end\n", after(loose));
    assertTrue(loose.note().contains("not exact"), loose.note());
    assertTrue(
        refusal("not_found", replace("begin {", "nowhere", "x"))
            .message()
            .contains("at line 2, but old_end"));
    refusal("not_found", replace("nothing like that", "} end", "x"));
    assertTrue(refusal("ambiguous", replace("x\n", "} end", "y")).message().contains("100 places"));
    refusal("empty_old", replace("", "} end", "y"));
    file("a\r\nb\r\nc\r\nd\r\n");
    begin();
    assertEquals("a\r\nx\r\ny\r\nd\r\n", after(editing(replace("b\n", "c\n", "x\ny\n"))));
  }

  @Test
  void a_file_that_no_longer_parses_is_told_where() throws IOException {
    path = new WorkspacePath("f.json", root.resolve("f.json"), root);
    file("{\"a\": 1,\n \"b\": 2}\n");
    String note = editing(replace("\"a\": 1,", "\"a\": 1")).note();
    assertTrue(
        note.startsWith("The file cannot be parsed any more: ") && note.contains("line 2"), note);
    assertEquals(1, note.lines().count());
    assertEquals("", editing(replace("1", "7")).note());
    file("{\"a\": 1, // a dialect\n}\n");
    begin();
    path = new WorkspacePath("f.json", root.resolve("f.json"), root);
    assertEquals("", editing(replace("1", "7")).note(), "it never did");
    path = new WorkspacePath("p.xml", root.resolve("p.xml"), root);
    file("<a>\n<b/>\n</a>\n");
    assertTrue(editing(replace("<b/>", "<b>")).note().contains("line 3"));
    file("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>\n");
    begin();
    path = new WorkspacePath("p.xml", root.resolve("p.xml"), root);
    assertEquals("", editing(replace("&x;", "<b>")).note());
    path = new WorkspacePath("c.toml", root.resolve("c.toml"), root);
    assertTrue(editing(write("[a\n")).note().contains("line 1"));
    assertEquals("", editing(write("[a]\nb = 1\n")).note());
  }

  @Test
  void replacing_everywhere_counts_the_places() throws IOException {
    file("x x x\n");
    Invocation.Editing editing =
        editing(
            StrReplaceTool.edit(
                new StrReplaceTool.Input("src/f.txt", "x", "y", "", true), path, batch));
    assertEquals("y y y\n", after(editing));
    assertTrue(editing.note().contains("3 places"), editing.note());
  }

  @Test
  void an_edit_of_text_that_changed_on_disk_is_stale() throws IOException {
    file("a = 1\n");
    read();
    file("a = 7\n");
    Refusal refusal = refusal("stale", replace("a = 1", "a = 2"));
    assertTrue(refusal.message().contains("a = 7"), refusal.message());
    assertTrue(refusal.message().contains("src/f.txt has changed on disk"), refusal.message());
  }

  @Test
  void a_line_that_somebody_rewrote_after_the_read_is_told_as_such() throws IOException {
    String lines = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten = 10\neleven\n";
    file(lines);
    read();
    file("zero\n" + lines.replace("ten = 10", "mine = 42").replace("two\n", ""));

    assertEquals(
        """
        src/f.txt has changed on disk since you last read it, not by an edit of yours: line 10 \
        reads now:
            10\tmine = 42
        Keep what was changed, unless you were asked to replace it: send the edit again with old \
        as it is now.\
        """,
        refusal("stale", replace("ten = 10", "ten = 11")).message());
    assertEquals(
        """
        src/f.txt has changed on disk since you last read it, not by an edit of yours: line 10 \
        reads now, with what is beside:
             9\tnine
            10\tmine = 42
            11\televen
        Keep what was changed, unless you were asked to replace it: send the edit again with old \
        as it is now.\
        """,
        refusal("stale", replace("nine\nten = 10\neleven\n", "ten\n")).message());
    assertEquals(
        "src/f.txt has changed on disk since you last read it, not by an edit of yours: deleted is"
            + " what was line 2. Read the file again before you change that place.",
        refusal("stale", replace("two\n", "2\n")).message());
    assertTrue(
        refusal("stale", replace("never there", "x")).message().contains("has changed on disk"));
    assertEquals("zero\none\n3\n", after(editing(replace("three\n", "3\n"))).substring(0, 11));
  }

  @Test
  void an_edit_that_still_fits_a_changed_file_applies_and_says_so() throws IOException {
    file("a = 1\nb\n");
    read();
    file("a = 1\nb\nc\n");
    Invocation.Editing editing = editing(replace("a = 1", "a = 2"));
    assertEquals("a = 2\nb\nc\n", after(editing));
    assertTrue(editing.note().contains("changed on disk"), editing.note());
  }

  @Test
  void an_edit_builds_on_the_one_before_it() throws IOException {
    file("a = 1\n");
    batch.stage(editing(replace("a = 1", "a = 2")).change());
    assertEquals("a = 3\n", after(editing(replace("a = 2", "a = 3"))));
    refusal("not_found", replace("a = 1", "a = 4"));
  }

  @Test
  void an_edit_of_nothing_is_refused() {
    refusal("no_file", replace("a", "b"));
  }

  @Test
  void a_character_that_the_encoding_lacks_is_refused() throws IOException {
    Files.write(path.absolute(), new byte[] {'a', (byte) 0xE9, '\n'});
    refusal("not_utf8", replace("a", "€"));
    byte[] bytes = ((Content.Present) editing(replace("aé", "é")).change().after()).bytes();
    assertArrayEquals(new byte[] {(byte) 0xE9, '\n'}, bytes);
  }

  @Test
  void a_new_file_is_created_as_given() {
    Invocation.Editing editing = editing(write("a\r\nb\n"));
    assertEquals("create src/f.txt", editing.title());
    assertEquals("a\r\nb\n", after(editing));
    assertEquals(FileDiff.Kind.CREATED, editing.change().diff().kind());
  }

  @Test
  void a_file_that_was_never_read_is_not_overwritten() throws IOException {
    file("theirs\n");
    assertTrue(refusal("stale", write("ours\n")).message().contains("read_file"), "says how");
  }

  @Test
  void a_file_of_which_a_part_was_read_is_not_overwritten() throws IOException {
    file("1\n2\n3\n4\n");
    byte[] bytes = Files.readAllBytes(path.absolute());
    seen.saw(path, bytes, new LineRange(1, 2));
    String message = refusal("stale", write("x\n")).message();
    assertTrue(message.contains("4 lines, and you have not read all"), message);
    seen.saw(path, bytes, new LineRange(4, 4));
    refusal("stale", write("x\n"));
    seen.changed(path, bytes);
    refusal("stale", write("x\n"));
    seen.saw(path, bytes, new LineRange(3, 3));
    assertEquals("x\n", after(editing(write("x\n"))));
  }

  @Test
  void a_file_that_changed_since_it_was_read_is_not_overwritten() throws IOException {
    file("1\n");
    read();
    file("2\n");
    refusal("stale", write("3\n"));
  }

  @Test
  void overwriting_keeps_line_endings_mark_and_encoding() throws IOException {
    file("\uFEFFa\r\nb\r\n");
    read();
    Invocation.Editing editing = editing(write("a\nc\n"));
    assertEquals("overwrite src/f.txt", editing.title());
    assertEquals("\uFEFFa\r\nc\r\n", after(editing));
    refusal("already_done", write("\uFEFFa\nb\n"));
  }

  @Test
  void overwriting_with_a_placeholder_is_refused() throws IOException {
    file("a\nb\n");
    read();
    refusal("placeholder", write("a\n# ... rest of the file unchanged\n"));
  }

  @Test
  void an_empty_file_and_one_of_this_reply_may_be_overwritten() throws IOException {
    file("");
    assertEquals("a\n", after(editing(write("a\n"))));
    Files.delete(path.absolute());
    begin();
    batch.stage(editing(write("a\n")).change());
    assertEquals("b\n", after(editing(write("b\n"))));
  }

  @Test
  void half_a_character_is_not_written() {
    refusal("invalid", write("\uD83D"));
  }

  private Prepared insert(int line, String text) {
    ToolContext context = new ToolContext(batch);
    return new InsertTool(IgnoreRules.repositoriesOnly())
        .prepare(new InsertTool.Input("f.txt", line, text), context);
  }

  @Test
  void lines_are_inserted_behind_one_of_a_file_that_was_read() throws IOException {
    path = new WorkspacePath("f.txt", root.resolve("f.txt"), root);
    file("a\r\nb");
    refusal("stale", insert(1, "x"));
    read();
    assertEquals("x\r\ny\r\na\r\nb", after(editing(insert(0, "x\ny\n"))));
    assertEquals("a\r\nx\r\nb", after(editing(insert(1, "x"))));
    assertEquals("a\r\nb\r\nx", after(editing(insert(2, "x"))));
    assertEquals("a\r\nb\r\nx\r\n", after(editing(insert(2, "x\n"))));
    assertEquals(
        "f.txt has 2 lines: give one of 0 to 2 to insert behind.",
        refusal("not_found", insert(3, "x")).message());
    refusal("invalid", insert(1, ""));
  }
}
