package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthTest {

  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "é, 1",
    "e\u0301, 1",
    "漢字, 4",
    "ｶﾅ, 2",
    "カナ, 4",
    "한글, 4",
    "\u1112\u1161\u11ab, 2",
    "😀, 2",
    "🇫🇷, 2",
    "❤, 1",
    "❤\ufe0f, 2",
    "✅, 2",
    "\u200b, 0",
    "…, 1",
    "ﬀ, 1",
    "᎒, 1",
    "⌚, 2",
    "𠀀, 2",
  })
  void text_takes_the_columns_that_terminals_give_it(String text, int columns) {
    assertEquals(columns, Width.of(text));
  }

  @Test
  void a_tab_reaches_to_the_next_stop() {
    assertEquals(8, Width.of("\t"));
    assertEquals(9, Width.of("1234567\tx"));
    assertEquals("a   b", Width.expandTabs("a\tb", 4));
    assertEquals("漢  b", Width.expandTabs("漢\tb", 4));
  }

  @Test
  void a_cut_never_splits_a_wide_character_or_drops_its_marks() {
    assertEquals("a", Width.cut("a漢", 2));
    assertEquals("e\u0301", Width.cut("e\u0301x", 1));
    assertEquals("", Width.cut("漢", 1));
    assertEquals("ab…", Width.shorten("abcdef", 3));
    assertEquals("abc", Width.shorten("abc", 3));
    assertEquals("", Width.shorten("abc", 0));
    assertEquals("漢 ", Width.pad("漢字", 3));
  }

  @Test
  void whatever_is_cut_or_padded_fits() {
    Gen.forAll(
        "fits",
        5_000,
        random -> {
          String text = ControlChars.neutraliseLine(Gen.hostileText(random, 30));
          int columns = random.nextInt(20);
          assertTrue(Width.of(Width.cut(text, columns)) <= columns);
          assertTrue(Width.of(Width.shorten(text, columns)) <= columns);
          assertEquals(columns, Width.of(Width.pad(text, columns)));
          assertTrue(text.startsWith(Width.cut(text, columns)));
        });
  }
}
