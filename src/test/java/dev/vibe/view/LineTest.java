package dev.vibe.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.text.Palette.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

  private static final String FAMILY = "👨\u200d👩\u200d👧";

  private static List<String> wrapped(String text, int columns) {
    return Line.of(Role.TEXT, text).wrapped(columns).stream().map(Line::text).toList();
  }

  @Test
  void a_word_is_broken_between_what_people_see_as_one() {
    assertEquals(List.of("abcde", FAMILY + "fg", "h"), wrapped("abcde" + FAMILY + "fgh", 8));
    assertEquals(List.of("abc🇩🇪", "🇫🇷def"), wrapped("abc🇩🇪🇫🇷def", 6));
    assertEquals(List.of("abce\u0301", "f"), wrapped("abce\u0301f", 4));
  }

  @Test
  void nothing_is_lost_of_what_is_wider_than_the_screen() {
    String endless = "👩\u200d".repeat(30) + "👩";
    List<String> rows = wrapped("see " + endless + " now", 20);

    assertEquals("see" + endless + "now", String.join("", rows).replace(" ", ""));
    assertTrue(rows.size() > 3, rows.toString());
  }
}
