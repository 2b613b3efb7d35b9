package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphemesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "é",
        "e\u0301",
        "漢",
        "😀",
        "👩\u200d💻",
        "👨\u200d👩\u200d👧\u200d👦",
        "👍\uD83C\uDFFD",
        "🇩🇪",
        "❤\uFE0F",
        "\u1112\u1161\u11AB",
        "\n"
      })
  void what_people_see_as_one_is_one(String character) {
    String text = "a" + character + "b";

    assertEquals(1 + character.length(), Graphemes.after(text, 1));
    assertEquals(1, Graphemes.before(text, 1 + character.length()));
  }

  @Test
  void flags_are_pairs() {
    String text = "🇩🇪🇫🇷";

    assertEquals(4, Graphemes.after(text, 0));
    assertEquals(4, Graphemes.before(text, 8));
    assertEquals(4, Graphemes.boundary(text, 2));
  }

  @Test
  void ends_are_ends() {
    assertEquals(0, Graphemes.before("", 0));
    assertEquals(0, Graphemes.after("", 0));
    assertEquals(2, Graphemes.after("ab", 2));
    assertEquals(0, Graphemes.boundary("", 0));
  }

  @Test
  void joined_characters_are_known() {
    assertTrue(Graphemes.hasJoined("a👩\u200d💻"));
    assertFalse(Graphemes.hasJoined("漢é 😀"));
  }
}
