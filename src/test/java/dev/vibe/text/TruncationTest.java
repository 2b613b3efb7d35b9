package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import dev.vibe.text.Truncation.Keep;
import org.junit.jupiter.api.Test;

class TruncationTest {

  @Test
  void text_that_fits_is_untouched() {
    assertEquals(new Truncation("abcd", 0), Truncation.chars("abcd", new Keep(2, 2)));
    assertEquals(new Truncation("", 0), Truncation.chars("", new Keep(0, 0)));
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
          int kept = text.length() - chars.leftOut();
          assertTrue(kept <= keep.head() + keep.tail() || chars.leftOut() == 0);
          // a pair that would be split goes as a whole, at each end
          assertTrue(kept >= Math.min(text.length(), keep.head() + keep.tail() - 2));
        });
  }
}
