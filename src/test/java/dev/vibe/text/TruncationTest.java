package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import dev.vibe.text.Truncation.Keep;
import org.junit.jupiter.api.Test;

class TruncationTest {

  @Test
  void text_that_fits_is_untouched() {
    assertEquals(new Truncation("a\nb\n", 0), Truncation.lines("a\nb\n", new Keep(1, 1)));
    assertEquals(new Truncation("abcd", 0), Truncation.chars("abcd", new Keep(2, 2)));
    assertFalse(Truncation.lines("", new Keep(0, 0)).isCut());
  }

  @Test
  void the_middle_lines_go_and_are_counted() {
    assertEquals(
        new Truncation("1\n[… 3 lines left out …]\n5\n", 3),
        Truncation.lines("1\n2\n3\n4\n5\n", new Keep(1, 1)));
    assertEquals(
        new Truncation("[… 1 line left out …]\n2", 1), Truncation.lines("1\n2", new Keep(0, 1)));
  }

  @Test
  void the_middle_characters_go_without_splitting_a_pair() {
    assertEquals(
        new Truncation("ab\n[… 3 characters left out …]\nfg", 3),
        Truncation.chars("abcdefg", new Keep(2, 2)));
    Truncation cut = Truncation.chars("a😀😀b", new Keep(2, 2));
    assertEquals("a\n[… 4 characters left out …]\nb", cut.text());
  }

  @Test
  void what_is_kept_and_what_is_left_out_add_up() {
    Gen.forAll(
        "adds up",
        1_000,
        random -> {
          String text = Gen.hostileText(random, 60);
          Keep keep = new Keep(random.nextInt(10), random.nextInt(10));
          Truncation chars = Truncation.chars(text, keep);
          assertTrue(
              text.length() - chars.leftOut() <= keep.head() + keep.tail() || !chars.isCut());
          Truncation lines = Truncation.lines(text, keep);
          assertEquals(
              Math.max(0, text.lines().count() == 0 ? 0 : count(text) - keep.head() - keep.tail()),
              lines.leftOut());
        });
  }

  private static int count(String text) {
    int breaks = (int) text.chars().filter(c -> c == '\n').count();
    return text.endsWith("\n") ? breaks : breaks + 1;
  }
}
