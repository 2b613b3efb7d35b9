package dev.vibe.workspace.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.RefusalCode;
import dev.vibe.problem.VibeException;
import dev.vibe.testkit.Gen;
import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.workspace.content.BlobId;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Content.Mode;
import dev.vibe.workspace.patch.FilePatch.Change;
import dev.vibe.workspace.patch.FilePatch.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchedFileTest {

  private static final String CHANGE =
      """
      diff --git a/src/a.txt b/src/a.txt
      index 1..2 100644
      --- a/src/a.txt
      +++ b/src/a.txt
      @@ -2,3 +2,3 @@ context
       b
      -c
      +C
       d
      """;

  private static List<FilePatch> read(String patch) {
    return PatchReader.read(patch.getBytes(StandardCharsets.UTF_8)).getFirst();
  }

  private static List<FilePatch.Hunk> hunks(FilePatch file) {
    return assertInstanceOf(Change.Text.class, file.change()).hunks();
  }

  private static Patched patched(byte[] before, String patch) {
    FilePatch file = read(patch).getFirst();
    return PatchedFile.apply(file.name(), new Content.Present(before), hunks(file), file.ids());
  }

  private static byte[] applied(byte[] before, String patch) {
    return assertInstanceOf(Patched.Made.class, patched(before, patch), patch).content().bytes();
  }

  private static String applied(String text, String patch) {
    byte[] after = applied(text.getBytes(StandardCharsets.UTF_8), patch);
    return new String(after, StandardCharsets.UTF_8);
  }

  private static Patched.Refused refusal(String text, String patch) {
    return assertInstanceOf(
        Patched.Refused.class, patched(text.getBytes(StandardCharsets.UTF_8), patch));
  }

  private static String refused(String text, String patch) {
    return refusal(text, patch).message();
  }

  @Test
  void hunk_goes_where_it_says_or_to_the_nearest_place_with_its_lines() {
    assertEquals("a\nb\nC\nd\n", applied("a\nb\nc\nd\n", CHANGE));
    assertEquals("x\ny\nz\na\nb\nC\nd\n", applied("x\ny\nz\na\nb\nc\nd\n", CHANGE));
    assertEquals("a\nb\nC\nd\nb\nc\nd\n", applied("a\nb\nc\nd\nb\nc\nd\n", CHANGE));
  }

  @Test
  void lines_that_differ_in_blanks_are_found_by_the_rules_of_edits() {
    assertEquals("a\r\nb\r\nC\r\nd\r\n", applied("a\r\nb\r\nc\r\nd\r\n", CHANGE));
  }

  @Test
  void a_hunk_that_fits_nowhere_is_refused_by_number() {
    String message = refused("other\n", CHANGE);
    assertTrue(message.startsWith("src/a.txt: hunk 1 of 1: "), message);
  }

  @Test
  void a_hunk_never_goes_before_or_into_what_the_one_before_has_put() {
    String patch =
        """
        --- a/f
        +++ b/f
        @@ -1,2 +1,3 @@
         a
        +c
         b
        @@ -3,2 +4,2 @@
         b
        -c
        +C
        """;
    assertEquals("a\nc\nb\nb\nC\n", applied("a\nb\nb\nc\n", patch));
    assertEquals("x\na\nc\nb\nb\nC\n", applied("x\na\nb\nb\nc\n", patch));
    String message = refused("a\nb\n", patch);
    assertTrue(message.contains("hunk 2 of 2"), message);
  }

  @Test
  void lines_without_context_only_go_where_there_is_no_doubt() {
    String change = "--- a/f\n+++ b/f\n@@ -2 +2 @@\n-x\n+y\n";
    assertEquals("a\ny\nx\n", applied("a\nx\nx\n", change));
    assertEquals("a\nb\ny\n", applied("a\nb\nx\n", change));
    refused("x\nb\nx\n", change);
    String added = "--- a/f\n+++ b/f\n@@ -1,0 +2 @@\n+y\n";
    refused("a\nb\n", added);
    String id = BlobId.of("a\nb\n".getBytes(StandardCharsets.UTF_8), 40).substring(0, 7);
    String known = "diff --git a/f b/f\nindex " + id + "..1234567 100644\n" + added;
    assertEquals("a\ny\nb\n", applied("a\nb\n", known));
    refused("a\nc\n", known);
  }

  @Test
  void bytes_of_any_encoding_are_put_as_they_are() {
    byte[] patch =
        "--- a/f\n+++ b/f\n@@ -1 +1,2 @@\n caf\u00e9\n+t\u00ea\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    FilePatch file = PatchReader.read(patch).getFirst().getFirst();
    byte[] latin = "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Patched made =
        PatchedFile.apply("f", new Content.Present(latin), hunks(file), FilePatch.Ids.NONE);
    assertArrayEquals(
        "caf\u00e9\nt\u00ea\n".getBytes(StandardCharsets.ISO_8859_1),
        assertInstanceOf(Patched.Made.class, made).content().bytes());
    assertArrayEquals(
        "caf\u00e9\nt\u00ea\n".getBytes(StandardCharsets.ISO_8859_1),
        applied(latin, new String(patch, StandardCharsets.ISO_8859_1)));
    assertEquals(
        "\uFEFFb\nc\n",
        applied("\uFEFFa\nc\n", "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-\uFEFFa\n+\uFEFFb\n c\n"));
  }

  @Test
  void a_patch_whose_own_lines_end_with_crlf_is_read_as_if_they_did_not() {
    String converted = CHANGE.replace("\n", "\r\n");
    assertEquals("a\nb\nC\nd\n", applied("a\nb\nc\nd\n", converted));
    assertEquals("a\r\nb\r\nC\r\nd\r\n", applied("a\r\nb\r\nc\r\nd\r\n", converted));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a/f             | b/f             | f
          f               | f               | f
          a/f             | a/f             | a/f
          old/d/f         | new/d/f         | d/f
          i/f             | w/f             | f
          f.orig          | f               | f
          f               | f~              | f
          "a/\\303\\274 x" | "b/\\303\\274 x" | ü x
          """)
  void one_name_is_found_in_two(String before, String after, String name) {
    String hunk = "@@ -1 +1 @@\n-a\n+b\n";
    assertEquals(name, read("--- " + before + "\n+++ " + after + "\n" + hunk).getFirst().name());
  }

  @Test
  void time_zero_stands_for_no_file() {
    String zero = "\t1970-01-01 01:00:00.000000000 +0100\n";
    String now = "\t2026-01-01 01:00:00.000000000 +0100\n";
    assertEquals(
        "", read("--- o/f" + zero + "+++ n/f" + now + "@@ -0,0 +1 @@\n+x\n").getFirst().from());
    assertEquals(
        "", read("--- o/f" + now + "+++ n/f" + zero + "@@ -1 +0,0 @@\n-x\n").getFirst().to());
  }

  @Test
  void mails_of_a_series_are_parts() {
    String mail =
        "From "
            + "a".repeat(40)
            + " Mon Sep 17 00:00:00 2001\nSubject: x\n\n"
            + CHANGE
            + "-- \n2.47\n\n";
    assertEquals(2, PatchReader.read((mail + mail).getBytes(StandardCharsets.UTF_8)).size());
  }

  @Test
  void created_deleted_renamed_and_executable_files_are_told_apart() {
    List<FilePatch> files =
        read(
            """
            From: somebody
            Subject: passed over

            diff --git a/new b/new
            new file mode 100755
            --- /dev/null
            +++ b/new
            @@ -0,0 +1 @@
            +x
            \\ No newline at end of file
            diff --git a/gone b/gone
            deleted file mode 100644
            --- a/gone
            +++ /dev/null
            @@ -1 +0,0 @@
            -y
            diff --git a/old name b/new name
            similarity index 100%
            rename from old name
            rename to new name
            diff --git a/script b/script
            old mode 100644
            new mode 100755
            diff --git "a/\\303\\274.txt" "b/\\303\\274.txt"
            --- "a/\\303\\274.txt"
            +++ "b/\\303\\274.txt"
            @@ -1 +1 @@
            -1
            +2
            """);
    assertEquals(5, files.size());
    assertEquals(
        new FilePatch(
            "",
            "new",
            Source.GOES,
            Mode.EXECUTABLE,
            FilePatch.Ids.NONE,
            new Change.Text(List.of(new FilePatch.Hunk(0, "", "x")))),
        files.get(0));
    assertEquals("", files.get(1).to());
    assertEquals("old name", files.get(2).from());
    assertEquals("new name", files.get(2).to());
    assertEquals("script", files.get(3).name());
    assertEquals(Mode.EXECUTABLE, files.get(3).mode());
    assertEquals("ü.txt", files.get(4).name());
  }

  @Test
  void a_diff_without_the_headers_of_git_is_read_too() {
    FilePatch file =
        read("--- old.txt\t2026-01-01\n+++ old.txt\t2026-01-02\n@@ -1 +1 @@\n-a\n+b\n").getFirst();
    assertEquals("old.txt", file.name());
    assertEquals("b\n", applied("a\n", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no patch",
        "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n",
        "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n+c\n",
        "--- a/f\n+++ b/f\n@@ -1,2 +1 @@\n-a\n+b\ndiff --git a/g b/g\n",
        "--- a/f\n+++ b/f\n@@ ... @@\n-a\n+b\n",
        "--- a/f\n+++ b/f\n@@ -99999999999 +1 @@\n-a\n+b\n",
        "--- a/f\n+++ b/f\n",
        "--- a/f\n+++ b/g\n@@ -1 +1 @@\n-a\n+b\n",
        "@@ -1 +1 @@\n-a\n+b\n",
        "diff --cc f\nindex 1,2..3\n--- a/f\n+++ b/f\n@@@ -1 -1 +1 @@@\n--a\n++b\n",
        "diff --git a/f b/f\nGIT binary patch\n",
        "diff --git a/f b/f\nindex 1234567..2345678 100644\nBinary files a/f and b/f differ\n",
        "diff --git a/f b/f\nindex 12345..23456 120000\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n",
        "diff --git a/f b/f\ndeleted file mode 120000\n--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
        "diff --git a/f b/f\nindex 12345..23456 160000\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n",
        "diff --git a/f b/f\nnew file mode 120000\n--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+x\n"
      })
  void what_cannot_be_applied_is_refused(String patch) {
    assertEquals(
        ProblemCode.BAD_PATCH,
        assertThrows(VibeException.class, () -> read(patch)).problem().code());
  }

  @Test
  void a_diff_of_any_two_texts_turns_one_into_the_other() {
    Gen.forAll(
        "diff, then patch",
        400,
        random -> {
          String before = text(random);
          String after = text(random);
          FileDiff diff = UnifiedDiff.between("f.txt", before, after);
          if (!diff.hunks().isEmpty()) {
            assertEquals(after, applied(before, UnifiedDiff.render(diff)));
          }
        });
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < random.nextInt(30); i++) {
      text.append("line ").append(random.nextInt(6)).append(random.nextInt(9) == 0 ? "\r\n" : "\n");
    }
    if (random.nextInt(4) == 0) {
      text.append("end");
    }
    return text.toString();
  }

  @Test
  void a_hunk_that_fits_nowhere_shows_the_nearest_lines_of_the_file() {
    String patch =
        """
        --- a/f
        +++ b/f
        @@ -1,1 +1,2 @@
        -first line
        +the first line
        +and another
        @@ -4,1 +5,1 @@
        -return totals(items)
        +return 0
        """;
    assertEquals(
        """
        f: hunk 2 of 2: its text is not in the file. Nearest is line 3, below it with - what its\
         text has instead:
             3\treturn total(items)
             -\treturn totals(items)
        The text differs first at line 3. Make the patch again with the lines as the file has\
         them.\
        """,
        refused("first line\nsecond\nreturn total(items)\n", patch));
  }

  @Test
  void a_hunk_that_was_applied_before_is_told_once() {
    String one =
        """
        --- a/f
        +++ b/f
        @@ -1,2 +1,2 @@
         head of it
        -value = 10
        +value = 20
        """;
    String other =
        """
        @@ -4,1 +4,1 @@
        -tail = 1
        +tail = 2
        """;
    Patched.Refused done = refusal("head of it\nvalue = 20\n\ntail = 1\n", one);
    assertEquals(RefusalCode.ALREADY_DONE, done.kind());
    assertEquals(
        "f: hunk 1 of 1: Already done: the new text is there at line 1. Go on.", done.message());
    assertEquals(
        "f: hunk 1 of 2: Already done: the new text is there at line 1. Go on. The other hunks"
            + " fit: make the patch again without this one.",
        refused("head of it\nvalue = 20\n\ntail = 1\n", one + other));
    assertEquals(
        RefusalCode.ALREADY_DONE,
        refusal("head of it\nvalue = 20\n\ntail = 2\n", one + other).kind());
  }
}
