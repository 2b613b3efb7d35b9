package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e\u0301\u0302",
        "漢",
        "😀",
        "❤\uFE0F",
        "☺\uFE0E",
        "1\uFE0F\u20E3",
        "👍\uD83C\uDFFD",
        "👩\u200d💻",
        "👨\u200d👩\u200d👧\u200d👦",
        "🏳\uFE0F\u200d🌈",
        "🇩🇪",
        "\u1112\u1161\u11AB",
        "\u0e01\u0e33",
        "\u0928\u093F",
      })
  void a_cut_leaves_what_people_see_as_one_in_one_piece(String character) {
    int width = Width.of(character);
    for (int columns = 0; columns < width; columns++) {
      assertEquals("a", Width.cut("a" + character + "b", 1 + columns));
      assertEquals("", Width.cut(character + "b", columns));
    }
    assertEquals("a" + character, Width.cut("a" + character + "b", 1 + width));
  }

  @Test
  void only_a_row_that_is_too_narrow_breaks_a_character() {
    String family = "👨\u200d👩\u200d👧\u200d👦";

    assertEquals(family, Width.row(family + "b", 8));
    assertEquals("👨\u200d👩\u200d", Width.row(family, 5));
    assertEquals("", Width.row("漢", 1));
    assertEquals("ab", Width.row("abc", 2));
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
