package dev.vibe.workspace.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

  private static String applied(MatchStep step, MatchResult result) {
    return switch (result) {
      case MatchResult.Replaced(String text, MatchStep by, int line, int places) -> {
        assertEquals(step, by);
        yield text;
      }
      case MatchResult.Refused(RefusalCode kind, String message) ->
          throw new AssertionError(kind + ": " + message);
    };
  }

  private static String refused(String kind, String file, String old, String replacement) {
    return switch (edit(file, old, replacement)) {
      case MatchResult.Replaced replaced ->
          throw new AssertionError(replaced.step() + " applied: " + replaced.text());
      case MatchResult.Refused(RefusalCode by, String message) -> {
        assertEquals(kind, by.toString(), message);
        assertTrue(message.length() <= MatchResult.MAX_MESSAGE, message);
        yield message;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"a  = 1\n", "A = 1\n", "a = 2\n", "b = 1\n", "\uFF41 = 1\n", "a=1\n"})
  void inner_blanks_case_digits_names_and_width_are_never_folded(String old) {
    refused("not_found", "x\na = 1\ny\n", old, "z\n");
  }

  @Test
  void half_of_a_character_matches_nothing_and_is_never_written() {
    refused("not_found", "ok \uD83D\uDE00 end\n", "\uD83D", "x");
    refused("not_found", "ok \uD83D\uDE00 end\n", "\uDE00 end", "x");
    refused("invalid", "ok\n", "ok", "\uD83D");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7: y = b(2)", "12\ty = b(2)", "9\t    y = b(2)", "31|    y = b(2)\n"})
  void a_wrong_number_before_the_right_line_is_removed(String old) {
    String file = "def f():\n    x = b(1)\n    y = b(2)\n";
    String replacement = old.endsWith("\n") ? "    y = c(2)\n" : "y = c(2)";
    String indented = old.contains("    y") && !old.endsWith("\n") ? "    " : "";

    String after = applied(MatchStep.LINE_NUMBERS, edit(file, old, indented + replacement));

    assertEquals("def f():\n    x = b(1)\n    y = c(2)\n", after);
  }

  @Test
  void a_number_before_part_of_a_line_is_removed_where_the_line_has_none_and_is_the_only_one() {
    assertEquals(
        "  return c(3)\n",
        applied(MatchStep.LINE_NUMBERS, edit("  return b(3)\n", "9\tb(3)", "c(3)")));
    refused("not_found", "2: \"text\",\n", "1: \"text\"", "1: \"other\"");
    refused("not_found", "3\ttext and more\n", "1\ttext", "1\tother");
    refused("ambiguous", "x text 1\nx text 2\n", "1\ttext", "other");
  }

  @Test
  void new_text_that_is_there_already_is_told_by_whole_lines() {
    String file = "def f():\n    x = bar(1)\n    y = bar(2)\n    return bar(3)\n";

    assertTrue(
        refused("already_done", file, "    y = foo(2)", "    y = bar(2)").contains("at line 3."));
    assertTrue(
        refused("already_done", file, "return foo(3)", "return bar(3)").contains("at line 4."));
    assertTrue(
        refused("already_done", file.repeat(3), "  return foo(3)\n\n", "  return bar(3)\n")
            .startsWith("Already done"));
    refused("not_found", file, "bar(9)", "bar(1)");
    refused("not_found", "a:\n  x = 1\n", "\t\tx  = 1\n", "x = 1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%6d\t", "%d\t", "%d|", "%3d:", "%5d→", "%d| ", "%4d: "})
  void copied_line_numbers_are_removed(String format) {
    String file =
        """
        def f():
            return 1

        x = 2
        """;
    String changed = file.replace("return 1", "return 2");
    String old = numbered(format, 1, "def f():", "    return 1", "");
    String replacement = numbered(format, 1, "def f():", "    return 2", "");
    assertEquals(changed, applied(MatchStep.LINE_NUMBERS, edit(file, old, replacement)));
    String bare = "def f():\n    return 2\n\n";
    assertEquals(changed, applied(MatchStep.LINE_NUMBERS, edit(file, old, bare)));
  }

  private static String numbered(String format, int first, String... lines) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      out.append(format.formatted(first + i)).append(lines[i]).append('\n');
    }
    return out.toString();
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
    String replacement = old.replace("sign * value", "value * sign");
    String expected = BLOCK.replace("sign * value", "value * sign");
    assertEquals(
        "class A {\n" + expected + "}\n",
        applied(MatchStep.SIMILAR, edit("class A {\n" + BLOCK + "}\n", old, replacement)));
  }

  @Test
  void a_misremembered_line_that_changes_is_refused() {
    String old = BLOCK.replace("the sign comes first", "the sign is first");
    String message =
        refused("not_found", BLOCK, old, old.replace("the sign is first", "sign first"));
    assertTrue(
        message.contains("     2\t  // the sign comes first\n     -\t  // the sign is first\n"),
        message);
    assertTrue(message.contains("at line 2"), message);
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
        "<!-- rest of the page unchanged -->",
        "[...]",
        "(...)",
        "// [...]",
        "<!-- same as before -->",
        "/// same as in the original file",
        "# as before",
        "// no further changes needed below",
        "' the rest is unchanged",
        "REM rest of the code unchanged",
        "dnl ... rest of the file unchanged",
        "! ... existing code ...",
        "{- remaining functions unchanged -}",
        "<%-- rest of the page unchanged --%>",
        "{# rest of the template unchanged #}",
        "{{!-- ... existing markup ... --}}",
        "@* rest of the page unchanged *@",
        "(* rest of the code *)",
        "--[[ rest of the code unchanged ]]",
        ":: rest of the script unchanged",
        "\"\"\" ... existing code ... \"\"\"",
        "// Rest des Codes bleibt unverändert",
        "# ... restlicher Code ...",
        "// le reste du code est inchangé",
        "# resto del código sin cambios",
        "// ... resto del codice invariato ...",
        "# restante do código inalterado",
        "// остальной код без изменений",
        "// 其余代码保持不变",
        "# ……其他代码不变……",
        "// 残りのコードは変更なし",
        "# 나머지 코드는 동일",
        "-- reszta kodu bez zmian",
        "// rest van de code ongewijzigd",
        "// kodun geri kalan kısmı aynı"
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
        "// see https://example.org/rest/of/code",
        "[...rest]",
        "f(...)",
        "'use strict'",
        "** bold ** text",
        "// Rest des Betrags in Cent",
        "# le reste de la division",
        "// 其他代码见 README",
        "# other methods of the class are tested below",
        "\"same as before\""
      })
  void code_and_prose_are_no_placeholders(String line) {
    MatchResult result = edit("a\nb\nc\n", "b\n", line + "\n");
    assertEquals("a\n" + line + "\nc\n", applied(MatchStep.EXACT, result));
  }

  @Test
  void an_escape_in_a_string_of_the_new_text_is_not_guessed() {
    assertEquals(
        "a\nX = \"p\\nq\"\n",
        applied(MatchStep.OVER_ESCAPED, edit("a\nb\n", "a\\nb", "a\\nX = \"p\\nq\"")));
    assertEquals(
        "a\nX = \"p\\nq\"\n",
        applied(MatchStep.OVER_ESCAPED, edit("a\nb\n", "a\\nb", "a\\nX = \\\"p\\\\nq\\\"")));
    assertEquals(
        "it's\nc don't\n",
        applied(MatchStep.OVER_ESCAPED, edit("it's\nb\n", "it's\\nb", "it's\\nc don't")));
    refused("not_found", "s = 'p\nq'\n", "s = 'p\\nq'", "s = 'p\\nr'");
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
  void a_miss_shows_where_blanks_differ() {
    String message = refused("not_found", "q\nif (a)\n\tb  = 1;\nend\n", "\tb = 1;\n", "x\n");
    assertEquals(
        """
        old is not in the file. Nearest is line 3, below it with - what old has instead:
             3\t\tb  = 1;
             -\t→b·=·1;
             +\t→b··=·1;  (· is a blank, → a tab)
        Only blanks differ at line 3. Send the edit again with old as the file has it, without\
         line numbers.\
        """,
        message);
    assertTrue(message.contains("Only blanks differ at line 3"), message);
  }

  @Test
  void what_the_change_does_not_touch_keeps_its_characters_in_the_middle_too() {
    String file =
        "print(\u201calpha\u201d - it\u2019s the \u2018beta\u2019 and \u201cgamma\u201d)\n";

    assertEquals(
        file.replace("alpha", "ALPHA").replace("gamma", "GAMMA"),
        applied(
            MatchStep.LOOK_ALIKES,
            edit(
                file,
                "print(\"alpha\" - it's the 'beta' and \"gamma\")\n",
                "print(\"ALPHA\" - it's the 'beta' and \"GAMMA\")\n")));
  }

  @Test
  void blanks_that_a_report_made_visible_are_blanks() {
    assertEquals(
        "q\n\tb = 2;\n",
        applied(MatchStep.LOOK_ALIKES, edit("q\n\tb = 1;\n", "→b·=·1;", "→b·=·2;")));
    assertEquals("a·c\n", applied(MatchStep.EXACT, edit("a·b\n", "a·b", "a·c")));
  }

  @Test
  void what_is_there_already_elsewhere_is_another_place() {
    String elsewhere =
        refused(
            "not_found",
            "return null;\n" + "x\n".repeat(50) + "value = 7\n",
            "value = 8",
            "return null;");
    assertFalse(elsewhere.contains("lready"), elsewhere);
  }

  @Test
  void only_empty_lines_that_differ_are_counted() {
    String message =
        refused(
            "not_found", "a = 1\n\n\ndef f():\n    pass\n", "a = 1\n\ndef f():\n    pass\n", "x\n");
    assertTrue(
        message.contains("after line 1 the file has 2 empty lines where old has 1 empty line"),
        message);
    assertTrue(message.contains("     4\tdef f():\n"), message);
  }

  @Test
  void dots_between_lines_of_old_are_left_out_text() {
    String message = refused("placeholder", "a\nb\nc\nd\n", "a\n...\nd\n", "x\n");
    assertTrue(message.contains("one edit for each place"), message);
    assertEquals(
        "x\n",
        applied(MatchStep.EXACT, edit("def f():\n    ...\nx\n", "def f():\n    ...\nx\n", "x\n")));
  }

  @Test
  void what_is_there_already_in_whole_lines_is_done_and_nothing_else_is_said() {
    assertEquals(
        "Already done: the new text is there at line 2. Go on.",
        refused(
            "already_done", "a\n  tax = price * rate\n", "  tax = 0\n", "  tax = price * rate\n"));
    assertTrue(
        refused("not_found", "xml = read(it)\n", "y = z(1)\n", "x").startsWith("old is not"),
        "a part of a word is no edit");
    refused("not_found", "if (a) {\n}\n", "if (b) {\n", "}\n");
  }

  @Test
  void a_miss_says_each_line_once() {
    String message =
        refused(
            "not_found",
            "if (a)\n  b = compute(1, x);\nend\n",
            "if (a)\n  b = count(2, x);\nend\n",
            "x\n");
    assertEquals(
        """
        old is not in the file. Nearest are lines 1-3, below them with - what old has instead:
             1\tif (a)
             2\t  b = compute(1, x);
             -\t  b = count(2, x);
             3\tend
        The text differs first at line 2. Send the edit again with old as the file has it,\
         without line numbers.\
        """,
        message);
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
