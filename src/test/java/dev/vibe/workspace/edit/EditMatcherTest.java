package dev.vibe.workspace.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.edit.TextEdit.Places;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditMatcherTest {

  private static MatchResult edit(String file, String old, String replacement) {
    return EditMatcher.match(file, new TextEdit(old, replacement, Places.ONE));
  }

  private static void becomes(
      MatchStep step, String file, String old, String replacement, String expected) {
    switch (edit(file, old, replacement)) {
      case MatchResult.Replaced(String text, MatchStep by, int line, int places) -> {
        assertEquals(expected, text);
        assertEquals(step, by);
      }
      case MatchResult.Refused(RefusalCode kind, String message) ->
          throw new AssertionError(kind + ": " + message);
    }
  }

  private static String refused(String kind, String file, String old, String replacement) {
    return switch (edit(file, old, replacement)) {
      case MatchResult.Replaced replaced ->
          throw new AssertionError(replaced.step() + " applied: " + replaced.text());
      case MatchResult.Refused(RefusalCode by, String message) -> {
        assertEquals(kind, by.toString(), message);
        assertTrue(message.length() <= EditMatcher.MAX_MESSAGE, message);
        yield message;
      }
    };
  }

  @Test
  void exact_text_in_a_crlf_file_does_not_split_a_line_break() {
    becomes(MatchStep.LINE_ENDINGS, "a\r\nb\r\nc\r\n", "\nb", "\nx\ny", "a\r\nx\r\ny\r\nc\r\n");
    becomes(MatchStep.EXACT, "a\r\nb\r\n", "b", "x\ny", "a\r\nx\r\ny\r\n");
  }

  @Test
  void crlf_new_text_becomes_lf_in_an_lf_file() {
    becomes(MatchStep.EXACT, "a\nb\n", "b", "x\r\ny", "a\nx\ny\n");
    becomes(MatchStep.LINE_ENDINGS, "a\nb\n", "a\r\nb\r\n", "a\r\nB\r\n", "a\nB\n");
  }

  @Test
  void replaced_lines_keep_their_own_endings_in_a_mixed_file() {
    becomes(MatchStep.LINE_ENDINGS, "a\r\nb\nc\r\n", "a\nb\nc\n", "A\nB\nC\n", "A\r\nB\nC\r\n");
    becomes(MatchStep.EXACT, "a\r\nb\nc\r\n", "b\nc", "b\nx\nc", "a\r\nb\nx\nc\r\n");
  }

  @Test
  void a_file_of_one_line_takes_new_text_as_it_is() {
    becomes(MatchStep.EXACT, "abc", "abc", "a\r\nb", "a\r\nb");
    becomes(MatchStep.EXACT, "abc", "abc", "a\nb\n", "a\nb\n");
  }

  @Test
  void a_missing_final_line_break_stays_missing() {
    becomes(MatchStep.LINE_ENDINGS, "a\r\nlast", "last\n", "L\nM\n", "a\r\nL\r\nM");
    becomes(MatchStep.LINE_ENDINGS, "a\nlast", "a\nlast\n", "a\nlast\nnew\n", "a\nlast\nnew");
    becomes(MatchStep.INDENTATION, "  a\n  b", "a\nb\n", "a\nc\n", "  a\n  c");
  }

  @Test
  void trailing_blanks_of_unchanged_lines_stay() {
    becomes(MatchStep.TRAILING_BLANKS, "a \nb\t\nc\n", "a\nb\nc\n", "a\nb\nX\n", "a \nb\t\nX\n");
    becomes(MatchStep.TRAILING_BLANKS, "f( \n  x\n)\n", "f(\n  x", "f(\n  y", "f( \n  y\n)\n");
  }

  @Test
  void blanks_inside_old_text_that_ends_in_a_line_count() {
    refused("not_found", "foobar\n", "foo ", "x");
    becomes(MatchStep.TRAILING_BLANKS, "foo\nbar\n", "foo  ", "x", "x\nbar\n");
  }

  @Test
  void an_exact_match_wins_over_many_loose_ones() {
    becomes(MatchStep.EXACT, "a \na\t\nb\na\nc\n", "b\na\n", "x\n", "a \na\t\nx\nc\n");
  }

  @Test
  void dashes_spaces_and_ellipses_fold() {
    becomes(MatchStep.LOOK_ALIKES, "x – y\n", "x - y", "x - z", "x – z\n");
    becomes(MatchStep.LOOK_ALIKES, "a\u00A0b = 1\n", "a b = 1", "a b = 2", "a\u00A0b = 2\n");
    becomes(MatchStep.LOOK_ALIKES, "wait… now\n", "wait... now", "wait... then", "wait… then\n");
    becomes(MatchStep.LOOK_ALIKES, "say \"a\"\n", "say “a”", "say “b”", "say \"b\"\n");
  }

  @Test
  void decomposed_letters_match_composed_ones_anywhere_in_a_line() {
    becomes(
        MatchStep.LOOK_ALIKES,
        "x cafe\u0301 y\nz\n",
        "x caf\u00E9 y\nz\n",
        "x caf\u00E9 y\nw\n",
        "x cafe\u0301 y\nw\n");
    becomes(
        MatchStep.LOOK_ALIKES,
        "\u1100\u1161\u11A8 1\n",
        "\uAC01 1",
        "\uAC01 2",
        "\u1100\u1161\u11A8 2\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a  = 1\n", "A = 1\n", "a = 2\n", "b = 1\n", "\uFF41 = 1\n", "a=1\n"})
  void inner_blanks_case_digits_names_and_width_are_never_folded(String old) {
    refused("not_found", "x\na = 1\ny\n", old, "z\n");
  }

  @Test
  void a_byte_order_mark_from_the_model_is_not_added() {
    becomes(MatchStep.LOOK_ALIKES, "a\r\nb\r\n", "\uFEFFa\nb\n", "\uFEFFa\nc\n", "a\r\nc\r\n");
  }

  @Test
  void half_of_a_character_matches_nothing_and_is_never_written() {
    refused("not_found", "ok \uD83D\uDE00 end\n", "\uD83D", "x");
    refused("not_found", "ok \uD83D\uDE00 end\n", "\uDE00 end", "x");
    refused("invalid", "ok\n", "ok", "\uD83D");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%6d\t", "%d\t", "%d|", "%3d:", "%5d→", "%d| ", "%4d: "})
  void copied_line_numbers_are_removed(String format) {
    String file = "def f():\n    return 1\n\nx = 2\n";
    String old = numbered(format, 1, "def f():", "    return 1", "");
    becomes(
        MatchStep.LINE_NUMBERS,
        file,
        old,
        numbered(format, 1, "def f():", "    return 2", ""),
        "def f():\n    return 2\n\nx = 2\n");
    becomes(
        MatchStep.LINE_NUMBERS,
        file,
        old,
        "def f():\n    return 2\n\n",
        "def f():\n    return 2\n\nx = 2\n");
  }

  private static String numbered(String format, int first, String... lines) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      out.append(format.formatted(first + i)).append(lines[i]).append('\n');
    }
    return out.toString();
  }

  @Test
  void numbers_that_do_not_count_up_are_no_line_numbers() {
    refused("not_found", "a\nb\n", "3\ta\n7\tb\n", "x\n");
    refused("not_found", "x 8080\n", "80: web\n", "x\n");
    refused("not_found", "aweb\n", "80:web\n", "x\n");
  }

  @Test
  void new_text_is_indented_as_the_file_is() {
    becomes(
        MatchStep.INDENTATION,
        "\t\tfoo();\n\t\tbar();\n",
        "foo();\nbar();\n",
        "foo();\nif (x) {\n    bar();\n}\n",
        "\t\tfoo();\n\t\tif (x) {\n\t\t\tbar();\n\t\t}\n");
    becomes(
        MatchStep.INDENTATION,
        "  if x:\n    y()\n",
        "\tif x:\n\t\ty()\n",
        "\tif x:\n\t\tfor z in w:\n\t\t\ty()\n",
        "  if x:\n    for z in w:\n      y()\n");
    becomes(
        MatchStep.INDENTATION,
        "x = 1\ny = 2\n",
        "    x = 1\n    y = 2\n",
        "    x = 1\n    if x:\n        y = 3\n",
        "x = 1\nif x:\n    y = 3\n");
    becomes(
        MatchStep.INDENTATION,
        "\tif (a) {\n\t\tb();\n\t}\n",
        "    if (a) {\n        b();\n    }\n",
        "    if (a) {\n        b();\n        c();\n    }\n",
        "\tif (a) {\n\t\tb();\n\t\tc();\n\t}\n");
  }

  @Test
  void a_shift_that_is_not_uniform_is_no_match() {
    refused("not_found", "  a\n      b\n", "a\n  b\n", "c\n");
  }

  @Test
  void indented_text_keeps_crlf() {
    becomes(
        MatchStep.INDENTATION,
        "x\r\n    a\r\n    b\r\n",
        "a\nb\n",
        "a\nb\nc\n",
        "x\r\n    a\r\n    b\r\n    c\r\n");
  }

  @Test
  void one_level_of_escaping_is_removed_when_the_text_is_nowhere_else() {
    becomes(
        MatchStep.OVER_ESCAPED,
        "print(\"a\\n\")\n",
        "print(\\\"a\\n\\\")",
        "print(\\\"b\\n\\\")",
        "print(\"b\\n\")\n");
    becomes(
        MatchStep.OVER_ESCAPED,
        "if x:\n\ty()\n",
        "if x:\\n\\ty()",
        "if x:\\n\\tz()",
        "if x:\n\tz()\n");
    becomes(
        MatchStep.OVER_ESCAPED,
        "r = \"\\d\"\n",
        "r = \\\"\\\\d\\\"",
        "r = \\\"\\\\w\\\"",
        "r = \"\\w\"\n");
  }

  private static final String BLOCK =
      """
      static int parse(String text) {
        // the sign comes first
        int sign = text.startsWith("-") ? -1 : 1;
        String digits = text.substring(sign < 0 ? 1 : 0);
        int value = Integer.parseInt(digits);
        log.debug("parsed {}", value);
        return sign * value;
      }
      """;

  @Test
  void a_misremembered_line_that_stays_does_not_hinder_and_is_kept() {
    String old = BLOCK.replace("the sign comes first", "the sign is first");
    becomes(
        MatchStep.SIMILAR,
        "class A {\n" + BLOCK + "}\n",
        old,
        old.replace("sign * value", "value * sign"),
        "class A {\n" + BLOCK.replace("sign * value", "value * sign") + "}\n");
  }

  @Test
  void a_misremembered_line_that_changes_is_refused() {
    String old = BLOCK.replace("the sign comes first", "the sign is first");
    String message =
        refused("not_found", BLOCK, old, old.replace("the sign is first", "sign first"));
    assertTrue(message.contains("-   //·the·sign".replace("-   ", "- ··")), message);
    assertTrue(message.contains("at line 2"), message);
  }

  @Test
  void anchors_alone_do_not_match() {
    refused(
        "not_found",
        "begin {\n  one();\n  two();\n  three();\n  four();\n}\n",
        "begin {\n  red();\n  green();\n  blue();\n  black();\n}\n",
        "begin {\n  red();\n  green();\n  blue();\n  white();\n}\n");
  }

  @Test
  void two_similar_blocks_are_refused() {
    String old = BLOCK.replace("the sign comes first", "the sign is first");
    String twice = BLOCK + BLOCK.replace("the sign comes first", "the sign came first");
    refused("not_found", twice, old, old.replace("sign * value", "value"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// ... rest of the code unchanged ...",
        "# ... existing code ...",
        "/* ... rest of file ... */",
        "<!-- ... existing markup ... -->",
        "{/* ... existing code ... */}",
        "-- ... rest of the query unchanged",
        "// rest of the code remains the same",
        "# Rest of the implementation",
        "// existing code here",
        "... existing code ...",
        "[rest of the code unchanged]",
        "(rest of methods unchanged)",
        "rest of the function stays the same...",
        "// …remaining methods…",
        "# ...",
        "// ...",
        "return x; // ... rest of the code unchanged",
        "# (other methods unchanged)",
        "// all other code stays the same",
        "# [... existing imports ...]",
        "... (rest of the file unchanged)",
        "// unchanged",
        "# ... keep the rest ...",
        "// ... no changes",
        "<!-- rest of the page unchanged -->"
      })
  void placeholders_are_refused(String line) {
    refused("placeholder", "a\nb\nc\n", "a\nb\n", "a\n    " + line + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "...rest",
        "...rest,",
        "...existing.items,",
        "def f(self): ...",
        "    ...",
        "f(...args)",
        "print(\"Loading existing files...\")",
        "# Loading remaining files...",
        "// The rest of the code handles errors",
        "# Other functions",
        "// same as above",
        "wait for the rest...",
        "the rest of the file",
        "x = 1  # unchanged",
        "int... numbers",
        "# Keep the existing value",
        "// see https://example.org/rest/of/code"
      })
  void code_and_prose_are_no_placeholders(String line) {
    becomes(MatchStep.EXACT, "a\nb\nc\n", "b\n", line + "\n", "a\n" + line + "\nc\n");
  }

  @Test
  void a_placeholder_that_the_file_has_may_be_edited() {
    becomes(
        MatchStep.EXACT,
        "# ... existing code ...\nx\n",
        "code ...\nx",
        "code ...\ny",
        "# ... existing code ...\ny\n");
    becomes(
        MatchStep.EXACT,
        "# ... existing code ...\nx\n",
        "# ... existing code ...\nx",
        "# ... existing code ...\ny",
        "# ... existing code ...\ny\n");
  }

  @Test
  void an_ambiguous_edit_names_its_lines() {
    String message = refused("ambiguous", "x\ny\nx\nx\n", "x", "z");
    assertTrue(message.contains("3 places") && message.contains("1, 3, 4"), message);
    String many = "x\n".repeat(5000);
    assertTrue(refused("ambiguous", many, "x", "z").contains("100"), "bounded");
    assertTrue(refused("ambiguous", "aaa\n", "aa", "b").contains("2 places"), "overlapping");
  }

  @Test
  void empty_and_idle_edits_are_refused() {
    refused("empty_old", "a\n", "", "b");
    refused("empty_old", "", "", "b");
    refused("no_change", "a\n", "a", "a");
    refused("no_change", "a\r\nb\r\n", "a\nb", "a\r\nb");
    refused("not_found", "", "abc", "x");
  }

  @Test
  void a_miss_shows_where_blanks_differ() {
    String message = refused("not_found", "q\nif (a)\n\tb  = 1;\nend\n", "\tb = 1;\n", "x\n");
    assertTrue(message.contains("- →b·=·1;\n+ →b··=·1;\n"), message);
    assertTrue(message.contains("Only blanks differ at line 3"), message);
  }

  @Test
  void replace_all_takes_exact_text_only() {
    TextEdit all = new TextEdit("a\nb", "c", Places.ALL);
    assertTrue(EditMatcher.match("a \nb\n", all) instanceof MatchResult.Refused, "loose");
    TextEdit words = new TextEdit("$x", "\\$1\n", Places.ALL);
    assertEquals(
        new MatchResult.Replaced("\\$1\r\n \\$1\r\n\r\n", MatchStep.EXACT, 1, 2),
        EditMatcher.match("$x $x\r\n", words));
  }

  @Test
  void large_and_repetitive_texts_take_bounded_time_and_messages() {
    String repetitive = "x = 1;\n".repeat(60_000);
    refused("not_found", repetitive, "x = 1;\n".repeat(20_000) + "y = 2;\n", "z\n");
    refused("not_found", "a".repeat(300_000), "a".repeat(100_000) + "b", "z");
    refused("not_found", "word ".repeat(200_000), "ward ".repeat(50_000), "z");
    String numbered =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "    call(" + i + ", \"text " + i * 7 + "\");")
            .collect(Collectors.joining("\n"));
    String message =
        refused("not_found", numbered, "    call(5000, \"text 35001\");\n    x();\n", "z\n");
    assertTrue(message.contains("lines 5001-5002"), message);
  }
}
