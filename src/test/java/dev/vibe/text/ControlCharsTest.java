package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import org.junit.jupiter.api.Test;

class ControlCharsTest {

  private static final String ESC = "\u001b";

  @Test
  void plain_text_comes_back_as_it_is() {
    String text = "plain\n\ttext";
    assertSame(text, ControlChars.neutralise(text));
    assertEquals("naïve 漢字 😀", ControlChars.neutralise("naïve 漢字 😀"));
  }

  @Test
  void escape_sequences_become_one_visible_mark() {
    assertEquals("a␛[…b", ControlChars.neutralise("a" + ESC + "[2Jb"));
    assertEquals("a␛]…b", ControlChars.neutralise("a" + ESC + "]52;c;ZXZpbA==\u0007b"));
    assertEquals("a␛]…b", ControlChars.neutralise("a" + ESC + "]0;title" + ESC + "\\b"));
    assertEquals("a␛P…b", ControlChars.neutralise("a" + ESC + "P1;2q" + ESC + "\\b"));
    assertEquals("␛_…", ControlChars.neutralise(ESC + "_Gf=100;AAAA" + ESC + "\\"));
    assertEquals("␛^…␛X…", ControlChars.neutralise(ESC + "^x\u009c" + ESC + "Xy\u009c"));
    assertEquals("␛[…x", ControlChars.neutralise("\u009b2Jx"));
    assertEquals("␛]…x", ControlChars.neutralise("\u009d0;t\u009cx"));
    assertEquals("␛c", ControlChars.neutralise(ESC + "c"));
    assertEquals("␛", ControlChars.neutralise(ESC));
  }

  @Test
  void spelled_text_leaves_nothing_out() {
    assertEquals("␛]0;t; rm x␇", ControlChars.spelled(ESC + "]0;t; rm x\u0007"));
    assertEquals("‹U+009B›2J", ControlChars.spelled("\u009b2J"));
    assertEquals("a␍\nb\t", ControlChars.spelled("a\r\nb\t"));
    assertEquals("a‹U+00A0›b‹U+2800›c‹U+3000›", ControlChars.spelled("a\u00a0b\u2800c\u3000"));
    assertEquals("‹U+202E›‹U+200B›", ControlChars.spelled("\u202e\u200b"));
    String marks = "\u0301".repeat(8);
    assertEquals("e" + marks + "‹U+0301›", ControlChars.spelled("e" + marks + "\u0301"));
    assertEquals("naïve 漢字 😀", ControlChars.spelled("naïve 漢字 😀"));
  }

  @Test
  void an_unfinished_sequence_hides_nothing() {
    String tail = "x".repeat(10_000);
    assertEquals("␛]0;" + tail, ControlChars.neutralise(ESC + "]0;" + tail));
    assertEquals("␛[12", ControlChars.neutralise(ESC + "[12"));
    assertEquals("␛]…␛[…", ControlChars.neutralise(ESC + "]0;t" + ESC + "[2J"));
  }

  @Test
  void single_controls_show_their_picture_or_number() {
    assertEquals("␀␇␡", ControlChars.neutralise("\0\u0007\u007f"));
    assertEquals("‹U+0085›", ControlChars.neutralise("\u0085"));
    assertEquals("a\nb␍c", ControlChars.neutralise("a\r\nb\rc"));
    assertEquals("a␊b␉", ControlChars.neutraliseLine("a\nb\t"));
  }

  @Test
  void what_hides_or_reorders_text_shows_its_number() {
    assertEquals("a‹U+202E›b", ControlChars.neutralise("a\u202eb"));
    assertEquals("‹U+200B›‹U+FEFF›", ControlChars.neutralise("\u200b\ufeff"));
    assertEquals("x‹U+E0041›", ControlChars.neutralise("x\udb40\udc41"));
    assertEquals("a‹U+FE0F›", ControlChars.neutralise("a\ufe0f"));
    assertEquals("\ufffd", ControlChars.neutralise("\ud83d"));
  }

  @Test
  void joined_emoji_stay() {
    String family = "👩\u200d💻 ❤\ufe0f";
    assertEquals(family, ControlChars.neutralise(family));
    assertEquals("👩‹U+200D›x", ControlChars.neutralise("👩\u200dx"));
  }

  @Test
  void at_most_eight_marks_stay_on_one_base() {
    assertEquals(
        "a" + "\u0301".repeat(8) + "…b", ControlChars.neutralise("a" + "\u0301".repeat(50) + "b"));
    assertEquals(
        "a" + "\u0301".repeat(8) + "b", ControlChars.neutralise("a" + "\u0301".repeat(8) + "b"));
  }

  @Test
  void no_control_survives() {
    Gen.forAll(
        "no control survives",
        10_000,
        random -> {
          String shown = ControlChars.neutralise(Gen.hostileText(random, 40));
          assertFalse(
              shown
                  .codePoints()
                  .anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'));
          assertFalse(shown.codePoints().anyMatch(c -> c >= 0x202A && c <= 0x202E));
          assertTrue(shown.codePoints().allMatch(c -> Character.getType(c) != Character.SURROGATE));
          assertEquals(shown, ControlChars.neutralise(shown));
        });
  }
}
