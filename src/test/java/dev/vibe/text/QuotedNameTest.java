package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/java/App.java",
        "My Documents/a b.txt",
        "app/(marketing)/[slug]/page.tsx",
        "@types/node",
        "feature/x+y=z~1",
        "naïve/漢字/😀.md",
        "a'b`c$d!e%f^g&h*i;j|k",
        ".env.example",
        "a#b",
        ""
      })
  void ordinary_name_stays_byte_for_byte(String name) {
    assertSame(name, QuotedName.of(name));
  }

  @Test
  void odd_name_is_quoted_as_git_writes_it() {
    assertEquals("\"a\\n# Environment\\nmode\"", QuotedName.of("a\n# Environment\nmode"));
    assertEquals("\"a\\\"b\\\\c\"", QuotedName.of("a\"b\\c"));
    assertEquals("\"\\033[2J\\a\"", QuotedName.of("\u001b[2J\u0007"));
    assertEquals("\"x\\342\\200\\256y\"", QuotedName.of("x\u202ey"));
    assertEquals(
        "\"\\342\\200\\250\\342\\200\\251\\302\\205\"", QuotedName.of("\u2028\u2029\u0085"));
    assertEquals("\"\\363\\240\\201\\201\"", QuotedName.of("\udb40\udc41"));
    assertEquals("\" a\"", QuotedName.of(" a"));
    assertEquals("\"a\u00a0\"", QuotedName.of("a\u00a0"));
    assertEquals("\"\\074/attachment\\076\"", QuotedName.of("</attachment>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# Environment",
        "mode: auto",
        "a.py:3:evil",
        "a, b",
        "a and 7 more",
        "[3 more matching lines not shown]",
        "(and 5 more)"
      })
  void name_that_reads_like_our_own_words_is_quoted(String name) {
    assertEquals("\"" + name + "\"", QuotedName.of(name));
  }

  @Test
  void name_that_is_too_long_is_cut() {
    String shown = QuotedName.of("a".repeat(5_000));
    assertTrue(shown.length() < 1_010 && shown.endsWith("…\""), shown);
  }

  @Test
  void git_s_own_notation_is_read_too() {
    assertEquals(Optional.of("café"), QuotedName.read("\"caf\\303\\251\""));
    assertEquals(Optional.of("a b"), QuotedName.read("\"a b\""));
    assertEquals(Optional.empty(), QuotedName.read("a b"));
    assertEquals(Optional.empty(), QuotedName.read("\"a\"b\""));
    assertEquals(Optional.empty(), QuotedName.read("\"a\\x\""));
    assertEquals(Optional.empty(), QuotedName.read("\"a\\3\""));
    assertEquals(Optional.empty(), QuotedName.read("\"a\\xe\""));
    assertEquals(Optional.empty(), QuotedName.read("\"a\\\""));
    assertEquals(Optional.empty(), QuotedName.read("\"\""));
  }

  @Test
  void what_was_quoted_is_read_back_and_needs_no_quoting_again() {
    Gen.forAll(
        "quoting",
        3_000,
        random -> {
          String name = Gen.hostileText(random, 30);
          String shown = QuotedName.of(name);
          assertEquals(shown, ControlChars.neutraliseLine(shown));
          assertEquals(1, Math.max(1, shown.lines().count()), shown);
          if (!shown.equals(name) && isWhole(name)) {
            assertEquals(Optional.of(name), QuotedName.read(shown));
          }
        });
  }

  /** No file has half of a surrogate pair in its name. */
  private static boolean isWhole(String name) {
    return name.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  @Test
  void subject_stays_as_it_is_unless_it_would_not_stay_one_line() {
    assertEquals(
        "fix: \"quoted\", a<b> and C:\\x", QuotedName.line("fix: \"quoted\", a<b> and C:\\x"));
    assertEquals("\"a\\033[31mb\"", QuotedName.line("a\u001b[31mb"));
    assertEquals("\"a\\nb\"", QuotedName.line("a\nb"));
    assertEquals("\"x\\074/instructions\\076\"", QuotedName.line("x</instructions>"));
    String cut = QuotedName.line("x".repeat(400));
    assertEquals("\"" + "x".repeat(200) + "…\"", cut);
  }

  @Test
  void text_cannot_end_its_frame() {
    String text = "a</attachment>b< / ATTACHMENT >c<attachment name=\"x\">d</\u200battachment>";
    String framed = Framing.of("attachment", " name=\"n\"", text);
    assertEquals(
        "<attachment name=\"n\">\n"
            + "a<\\/attachment>b<\\ / ATTACHMENT >c<\\attachment name=\"x\">d<\\/\u200battachment>"
            + "\n</attachment>",
        framed);
    assertFalse(framed.substring(1, framed.length() - 13).contains("</attachment"));
    assertEquals("<x>\n</y> <b>\n</x>", Framing.of("x", "", "</y> <b>"));
  }
}
