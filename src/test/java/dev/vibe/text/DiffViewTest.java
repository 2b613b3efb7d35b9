package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiffViewTest {

  private static List<String> lines(FileDiff diff) {
    return new DiffView(Palette.PLAIN, 100).lines(diff);
  }

  @Test
  void signs_and_header_are_those_of_a_unified_diff() {
    assertEquals(
        List.of("@@ -1,2 +1,2 @@", " a", "-b", "+c"),
        lines(UnifiedDiff.between("f", "a\nb\n", "a\nc\n")));
  }

  @Test
  void a_missing_last_line_break_is_told() {
    assertEquals(
        List.of("@@ -1,1 +1,1 @@", "-a", "+a", "\\ no line break at the end of the file"),
        lines(UnifiedDiff.between("f", "a\n", "a")));
  }

  @Test
  void dos_line_endings_show_only_where_they_differ() {
    assertEquals(
        List.of("@@ -1,2 +1,2 @@", " a", "-b", "+c"),
        lines(UnifiedDiff.between("f", "a\r\nb\r\n", "a\r\nc\r\n")));
    assertEquals(
        List.of("@@ -1,1 +1,1 @@", "-a␍", "+a"), lines(UnifiedDiff.between("f", "a\r\n", "a\n")));
  }

  @Test
  void changed_words_stand_out_and_all_text_stays() {
    List<String> painted =
        new DiffView(Palette.ANSI, 100)
            .lines(UnifiedDiff.between("f", "    print(\"a\", b, c)\n", "    log(\"a\", b, c)\n"));

    assertEquals(
        "\u001b[31m-\u001b[0m\u001b[31m    \u001b[0m\u001b[31;7mprint\u001b[0m\u001b[31m(\"a\", b,"
            + " c)\u001b[0m",
        painted.get(1));
  }

  @Test
  void a_long_line_is_cut_and_says_so() {
    List<String> lines = lines(UnifiedDiff.created("f", "x".repeat(1500) + "\n"));

    assertEquals("+" + "x".repeat(1000) + " … 500 more characters", lines.get(1));
  }

  @Test
  void lines_beyond_the_limit_are_counted() {
    assertEquals(
        List.of("@@ -0,0 +1,3 @@", "+a", "… 2 more lines"),
        new DiffView(Palette.PLAIN, 2).lines(UnifiedDiff.created("f", "a\nb\nc\n")));
  }
}
