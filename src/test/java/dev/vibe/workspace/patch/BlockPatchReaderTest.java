package dev.vibe.workspace.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.VibeException;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.patch.FilePatch.Change;
import dev.vibe.workspace.patch.FilePatch.Hunk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockPatchReaderTest {

  private static List<FilePatch> read(String patch) {
    assertTrue(BlockPatchReader.reads(patch));
    return BlockPatchReader.read(patch).getFirst();
  }

  private static List<Hunk> hunks(FilePatch file) {
    return assertInstanceOf(Change.Text.class, file.change()).hunks();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What the hunks of an update of one file make of it, or why they do not. */
  private static String applied(String before, String hunks) {
    FilePatch file =
        read("*** Begin Patch\n*** Update File: f\n" + hunks + "*** End Patch\n").getFirst();
    return switch (PatchedFile.apply(
        "f", new Content.Present(bytes(before)), hunks(file), file.ids())) {
      case Patched.Made(Content.Present content, var step) ->
          new String(content.bytes(), StandardCharsets.UTF_8);
      case Patched.Refused(var code, String message) -> code + " " + message;
    };
  }

  @Test
  void files_are_added_deleted_moved_and_updated() {
    List<FilePatch> files =
        read(
            """
            apply_patch <<'EOF'
            *** Begin Patch
            *** Add File: new/größe.txt
            +one
            +
            +drei ß
            *** Delete File: old.txt
            *** Update File: a.py
            *** Move to: b.py
            @@ class A:
            @@     def f(self):
                     x = 1
            -        return x
            +        return 2
            *** End of File
            *** End Patch
            EOF
            """);

    assertEquals(3, files.size());
    FilePatch added = files.getFirst();
    assertEquals("", added.from());
    String raw = new String(bytes("one\n\ndrei ß\n"), StandardCharsets.ISO_8859_1);
    assertEquals(List.of(new Hunk(0, "", raw)), hunks(added));
    assertEquals("", files.get(1).to());
    assertInstanceOf(Change.Gone.class, files.get(1).change());
    assertEquals("a.py b.py", files.get(2).from() + " " + files.get(2).to());
    assertEquals(
        List.of(
            new Hunk(
                Hunk.ANYWHERE,
                "        x = 1\n        return x\n",
                "        x = 1\n        return 2\n",
                List.of("class A:", "def f(self):"))),
        hunks(files.get(2)));
  }

  @Test
  void a_hunk_finds_its_place_by_its_lines_and_headings() {
    String text = "class A:\n  x = 1\n\nclass B:\n  x = 1\n\nend\n";
    assertEquals(text.replace("end", "END"), applied(text, "@@\n-end\n+END\n"));
    assertEquals(
        "class A:\n  x = 1\n\nclass B:\n  x = 2\n\nend\n",
        applied(text, "@@ class B:\n-  x = 1\n+  x = 2\n"));
    assertEquals(
        "class A:\n  x = 2\n\nclass B:\n  x = 3\n\nend\n",
        applied(text, "@@ class A:\n-  x = 1\n+  x = 2\n@@\n-  x = 1\n+  x = 3\n"));
    assertTrue(applied(text, "@@\n-  x = 1\n+  x = 2\n").startsWith("ambiguous"));
    assertEquals(
        "class A:\n  x = 1\n\nclass C:\n  x = 1\n\nend\n",
        applied(text, "@@ class B:\n-class B:\n+class C:\n"));
    assertTrue(applied(text, "@@ class C:\n-  x = 1\n+  x = 2\n").contains("class C:"));
    assertEquals(
        "class A:\n  x = 1\n\nclass B:\n  x = 2\n\nend\n",
        applied(text, "@@ -5,9 +5,9 @@ class B:\n-  x = 1\n+  x = 2\n"));
  }

  @Test
  void a_file_without_a_last_line_end_or_with_others_is_updated_as_it_is() {
    assertEquals("a\nc", applied("a\nb", " a\n-b\n+c\n"));
    assertEquals("a\r\nc\r\n", applied("a\r\nb\r\n", " a\n-b\n+c\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*** Begin Patch\\n*** End Patch | names no file",
        "*** Begin Patch\\nhello\\n*** End Patch | line 2",
        "*** Begin Patch\\n*** Add File: a\\n+x\\ny\\n*** End Patch | line 4",
        "*** Begin Patch\\n*** Update File: a\\n*** End Patch | changes of a",
        "*** Begin Patch\\n*** Update File: a\\n@@\\n+x\\n*** End Patch | only adds lines",
        "*** Begin Patch\\n*** Update File: a\\n@@\\n-x\\nSome words\\n*** End Patch | line 5"
      })
  void what_cannot_be_read_is_refused_by_its_line(String patch, String cause) {
    VibeException refused =
        assertThrows(VibeException.class, () -> read(patch.replace("\\n", "\n")));
    assertTrue(
        Objects.requireNonNull(refused.problem().cause()).contains(cause),
        refused.problem()::render);
  }

  @Test
  void a_unified_diff_is_left_to_its_own_reader() {
    assertFalse(BlockPatchReader.reads("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"));
  }

  @Test
  void a_heading_may_be_a_part_of_one_line_and_else_the_nearest_is_shown() {
    String file = "class A:\n  x = 1\nclass B:\n  x = 1\n";

    assertEquals(
        "class A:\n  x = 1\nclass B:\n  x = 2\n",
        applied(file, "@@ class B\n-  x = 1\n+  x = 2\n"));
    String missed = applied(file, "@@ class Bee:\n-  x = 1\n+  x = 2\n");
    assertTrue(
        missed.startsWith("not_found f: hunk 1 of 1: the line behind @@ is not in the file."),
        missed);
    assertTrue(missed.contains("     3\tclass B:\n     -\tclass Bee:\n"), missed);
  }

  @Test
  void lines_above_a_heading_are_never_meant_by_what_stands_below_it() {
    String file = "def f():\n    return 1\n\ndef g():\n    return 1000\n";

    assertEquals(
        "already_done f: hunk 1 of 1: Already done: the new text is there at line 5. Go on.",
        applied(file, "@@ def g():\n-    return 1\n+    return 1000\n"));
    assertTrue(
        applied(file, "@@ def g():\n-    return 1\n+    return 22\n").startsWith("not_found"));
  }
}
