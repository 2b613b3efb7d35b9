package dev.vibe.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.text.FileDiff;
import dev.vibe.text.Palette;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.view.DiffLines.Form;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffLinesTest {

  private static List<String> lines(FileDiff diff) {
    return texts(new DiffLines(Form.HEADERS, 100).of(diff));
  }

  private static List<String> numbered(String before, String after) {
    return texts(new DiffLines(Form.NUMBERS, 100).of(UnifiedDiff.between("f", before, after)));
  }

  private static List<String> texts(List<Line> lines) {
    return lines.stream().map(Line::text).toList();
  }

  @Test
  void signs_and_header_are_those_of_a_unified_diff() {
    assertEquals(
        List.of("@@ -1,2 +1,2 @@", " a", "-b", "+c"),
        lines(UnifiedDiff.between("f", "a\nb\n", "a\nc\n")));
  }

  @Test
  void for_somebody_who_has_to_agree_nothing_is_left_out() {
    String line = "x".repeat(5000) + "\u001b]0;hidden\u0007";
    assertEquals(
        "1 +" + "x".repeat(5000) + "␛]0;hidden␇",
        texts(new DiffLines(Form.WHOLE, 100).of(UnifiedDiff.created("f", line + "\n"))).getLast());
    assertEquals(
        " lines end in CR LF",
        texts(new DiffLines(Form.WHOLE, 100).of(UnifiedDiff.created("f", "a\r\n"))).getFirst());
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
        new DiffLines(Form.HEADERS, 100)
                .of(UnifiedDiff.between("f", "    print(\"a\", b, c)\n", "    log(\"a\", b, c)\n"))
                .stream()
                .map(line -> line.paint(Palette.ANSI))
                .toList();

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
        texts(new DiffLines(Form.HEADERS, 2).of(UnifiedDiff.created("f", "a\nb\nc\n"))));
  }

  @Test
  void numbers_are_those_of_the_file_that_has_the_line_and_hunks_are_parted() {
    String before = "a\nb\nc\n" + "x\n".repeat(10) + "d\n";
    String after = "a\nc\n" + "x\n".repeat(10) + "e\n";

    assertEquals(
        List.of(
            " 1   a", " 2 - b", " 2   c", " 3   x", " 4   x", "   ⋮", //
            "10   x", "11   x", "12   x", "14 - d", "13 + e"),
        numbered(before, after));
  }

  @Test
  void tabs_are_blanks_only_where_a_number_stands_before_them() {
    assertEquals(List.of("1 +     a"), numbered("", "\ta\n"));
    assertEquals(List.of("@@ -0,0 +1,1 @@", "+\ta"), lines(UnifiedDiff.created("f", "\ta\n")));
  }

  @Test
  void beside_numbers_too_a_change_of_the_line_ending_alone_can_be_seen() {
    assertEquals(List.of("1 - a␍", "1 + a"), numbered("a\r\n", "a\n"));
    assertEquals(
        List.of("1 - a", "1 + a", "  \\ no line break at the end of the file"),
        numbered("a\n", "a"));
  }
}
