package dev.vibe.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.VibeException;
import dev.vibe.testkit.Gen;
import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.workspace.FileChange.Mode;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchTest {

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

  private static String applied(String text, String patch) {
    FilePatch file = PatchReader.read(patch).getFirst();
    return assertInstanceOf(
            MatchResult.Replaced.class, PatchedText.apply(text, file.hunks()), file.toString())
        .text();
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
    FilePatch file = PatchReader.read(CHANGE).getFirst();
    MatchResult.Refused refused =
        assertInstanceOf(MatchResult.Refused.class, PatchedText.apply("other\n", file.hunks()));
    assertEquals("not_found", refused.kind());
    assertTrue(refused.message().startsWith("hunk 1 of 1: "), refused.message());
  }

  @Test
  void created_deleted_renamed_and_executable_files_are_told_apart() {
    List<FilePatch> files =
        PatchReader.read(
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
        new FilePatch("", "new", Mode.EXECUTABLE, List.of(new FilePatch.Hunk(0, "", "x"))),
        files.get(0));
    assertEquals("", files.get(1).to());
    assertEquals("old name", files.get(2).from());
    assertEquals("new name", files.get(2).to());
    assertEquals(new FilePatch("script", "script", Mode.EXECUTABLE, List.of()), files.get(3));
    assertEquals("ü.txt", files.get(4).name());
  }

  @Test
  void a_diff_without_the_headers_of_git_is_read_too() {
    FilePatch file =
        PatchReader.read("--- old.txt\t2026-01-01\n+++ old.txt\t2026-01-02\n@@ -1 +1 @@\n-a\n+b\n")
            .getFirst();
    assertEquals("old.txt", file.name());
    assertEquals("b\n", applied("a\n", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no patch",
        "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n",
        "diff --git a/f b/f\nGIT binary patch\nliteral 1\n",
        "diff --git a/f b/f\nnew file mode 120000\n--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+x\n"
      })
  void what_cannot_be_applied_is_refused(String patch) {
    assertEquals(
        "bad-patch",
        assertThrows(VibeException.class, () -> PatchReader.read(patch)).problem().code());
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
}
