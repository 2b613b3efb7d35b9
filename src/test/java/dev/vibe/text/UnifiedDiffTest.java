package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.vibe.testkit.Gen;
import dev.vibe.text.FileDiff.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

  @Test
  void a_change_has_three_lines_of_context() {
    FileDiff diff = UnifiedDiff.between("a.txt", numbers(1, 9), numbers(1, 9).replace("5", "five"));
    assertEquals(
        """
        diff --git a/a.txt b/a.txt
        --- a/a.txt
        +++ b/a.txt
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8
        """,
        UnifiedDiff.render(diff));
    assertEquals(1, diff.added());
    assertEquals(1, diff.removed());
  }

  @Test
  void near_changes_share_a_hunk_and_far_ones_do_not() {
    String before = numbers(1, 30);
    assertEquals(1, UnifiedDiff.between("f", before, edit(before, "10\n", "17\n")).hunks().size());
    assertEquals(2, UnifiedDiff.between("f", before, edit(before, "10\n", "18\n")).hunks().size());
  }

  @Test
  void a_change_that_nobody_reads_is_told_in_numbers() {
    String before = numbers(1, 1_200_000);
    String after = before.replace("7\n", "seven\n").replace("\n1", "\none");
    FileDiff diff = UnifiedDiff.between("f", before, after);
    assertEquals(List.of(), diff.hunks());
    assertEquals(1_199_994, diff.added(), "from line 7 on");
    assertEquals(diff.added(), diff.removed());
    FileDiff indented = UnifiedDiff.between("f", before, " " + before.replace("\n", "\n "));
    assertEquals("1200001 1200000", indented.added() + " " + indented.removed());
    FileDiff created = UnifiedDiff.created("f", before);
    assertEquals(1_200_000, created.added());
    assertEquals(List.of(), created.hunks());
    assertEquals(
        1, UnifiedDiff.between("f", before, before.replace("\n150000\n", "\nx\n")).hunks().size());
  }

  @Test
  void a_missing_final_line_feed_is_told() {
    assertEquals(
        """
        diff --git a/f b/f
        --- a/f
        +++ b/f
        @@ -1,1 +1,1 @@
        -x
        \\ No newline at end of file
        +x
        """,
        UnifiedDiff.render(UnifiedDiff.between("f", "x", "x\n")));
  }

  @Test
  void created_and_deleted_files_name_dev_null() {
    assertEquals(
        """
        diff --git a/f b/f
        new file mode 100644
        --- /dev/null
        +++ b/f
        @@ -0,0 +1,1 @@
        +x
        """,
        UnifiedDiff.render(UnifiedDiff.created("f", "x\n")));
    assertEquals(
        """
        diff --git a/f b/f
        deleted file mode 100644
        --- a/f
        +++ /dev/null
        @@ -1,1 +0,0 @@
        -x
        """,
        UnifiedDiff.render(UnifiedDiff.deleted("f", "x\n")));
    assertEquals(
        "diff --git a/f b/f\nnew file mode 100644\n",
        UnifiedDiff.render(UnifiedDiff.created("f", "")));
    assertEquals(Kind.DELETED, UnifiedDiff.deleted("f", "x\n").kind());
  }

  @Test
  void nothing_changed_renders_to_nothing() {
    assertEquals("", UnifiedDiff.render(UnifiedDiff.between("f", "x\n", "x\n")));
  }

  @Test
  void odd_names_are_quoted() {
    assertEquals("\"a/x\\n\\\"\\\\\\001\"", UnifiedDiff.quoted("a/x\n\"\\\001"));
    assertEquals("a/é b", UnifiedDiff.quoted("a/é b"));
    assertEquals("\"a\\342\\200\\250b\"", UnifiedDiff.quoted("a\u2028b"));
    assertEquals(
        "diff --git a/a b b/a b\n--- a/a b\t\n+++ b/a b\t\n@@ -1,1 +1,1 @@\n-x\n+y\n",
        UnifiedDiff.render(UnifiedDiff.between("a b", "x\n", "y\n")));
  }

  @Test
  void unique_lines_anchor_moved_blocks() {
    String before = "def a():\n    x\n\n\ndef b():\n    y\n\n\n";
    String after = "def a():\n    x\n\n\ndef new():\n    z\n\n\ndef b():\n    y\n\n\n";
    FileDiff diff = UnifiedDiff.between("f", before, after);
    assertEquals(4, diff.added());
    assertEquals(0, diff.removed());
  }

  @Test
  void a_rendered_diff_applies() {
    Gen.forAll(
        "round trip",
        3_000,
        random -> {
          String before = text(random);
          String after = random.nextInt(5) == 0 ? text(random) : mutated(before, random);
          FileDiff diff = UnifiedDiff.between("f", before, after);
          assertEquals(after, PatchReader.apply(before, UnifiedDiff.render(diff)));
          assertEquals(
              after, PatchReader.apply("", UnifiedDiff.render(UnifiedDiff.created("f", after))));
          assertEquals(
              "", PatchReader.apply(before, UnifiedDiff.render(UnifiedDiff.deleted("f", before))));
        });
  }

  @Test
  void large_and_nasty_inputs_take_bounded_time() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    String noise = noise(random, 100_000);
    String other = noise(random, 100_000);
    String far = numbers(1, 200_000);
    String edited = edit(far, "50000\n", "150000\n");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          FileDiff worst = UnifiedDiff.between("f", noise, other);
          assertEquals(other, PatchReader.apply(noise, UnifiedDiff.render(worst)));
          FileDiff small = UnifiedDiff.between("f", far, edited);
          assertEquals(2, small.added());
        });
  }

  private static String noise(RandomGenerator random, int lines) {
    return IntStream.range(0, lines)
        .mapToObj(i -> "line " + random.nextInt(50) + "\n")
        .collect(Collectors.joining());
  }

  private static String numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  private static String edit(String text, String... lines) {
    String edited = text;
    for (String line : lines) {
      edited = edited.replace("\n" + line, "\nchanged " + line);
    }
    return edited;
  }

  private static String text(RandomGenerator random) {
    StringBuilder out = new StringBuilder();
    int lines = random.nextInt(30);
    for (int i = 0; i < lines; i++) {
      out.append("abc".charAt(random.nextInt(3))).append(random.nextInt(3) == 0 ? "\r\n" : "\n");
    }
    return random.nextBoolean() || lines == 0 ? out.toString() : out + "end";
  }

  private static String mutated(String text, RandomGenerator random) {
    List<String> lines = new ArrayList<>(text.lines().map(line -> line + "\n").toList());
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(lines.size() + 1);
      if (random.nextBoolean() || at == lines.size()) {
        lines.add(at, random.nextInt(4) + "\n");
      } else {
        lines.remove(at);
      }
    }
    return String.join("", lines);
  }

  /** Applies a unified diff as strictly as {@code git apply} does: every old line must be there. */
  private static final class PatchReader {

    static String apply(String before, String patch) {
      List<String> old = split(before);
      List<String> lines = split(patch);
      StringBuilder out = new StringBuilder();
      int at = 0;
      for (int i = 0; i < lines.size(); ) {
        if (!lines.get(i).startsWith("@@ ")) {
          i++;
          continue;
        }
        String[] range = lines.get(i).split("[-, +@]+", -1);
        int start = Integer.parseInt(range[1]);
        int count = Integer.parseInt(range[2]);
        int added = Integer.parseInt(range[4]);
        int first = count == 0 ? start : start - 1;
        old.subList(at, first).forEach(out::append);
        at = first;
        i++;
        while (count > 0 || added > 0) {
          String line = lines.get(i++);
          String text = line.substring(1);
          if (i < lines.size() && lines.get(i).startsWith("\\")) {
            text = text.substring(0, text.length() - 1);
            i++;
          }
          if (line.charAt(0) != '+') {
            assertEquals(old.get(at++), text);
            count--;
          }
          if (line.charAt(0) != '-') {
            out.append(text);
            added--;
          }
        }
      }
      old.subList(at, old.size()).forEach(out::append);
      return out.toString();
    }

    private static List<String> split(String text) {
      List<String> lines = new ArrayList<>();
      for (int start = 0; start < text.length(); ) {
        int end = text.indexOf('\n', start);
        int next = end < 0 ? text.length() : end + 1;
        lines.add(text.substring(start, next));
        start = next;
      }
      return lines;
    }
  }
}
