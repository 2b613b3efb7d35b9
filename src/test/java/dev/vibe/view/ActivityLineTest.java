package dev.vibe.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ActivityLineTest {

  private static final ActivityLine LINE = new ActivityLine("|", "run mvn test\u0007", " · 3 s");

  @Test
  void it_is_harmless_and_what_it_is_gives_way_to_the_figures() {
    assertEquals("| run mvn test␇ · 3 s", LINE.within(80).text());
    assertEquals("| run … · 3 s", LINE.within(13).text());
  }

  @Test
  void it_is_never_wider_than_its_room() {
    for (int columns = 0; columns < 40; columns++) {
      assertTrue(LINE.within(columns).width() <= columns, LINE.within(columns).text());
    }
  }

  @Test
  void time_that_has_passed_is_rounded_down_and_time_that_is_left_up() {
    assertEquals("1 s", ActivityLine.since(1_900_000_000L));
    assertEquals("0 s", ActivityLine.since(-1));
    assertEquals("2 s", ActivityLine.left(1_100_000_000L));
  }
}
