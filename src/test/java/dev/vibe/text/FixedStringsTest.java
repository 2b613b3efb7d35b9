package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FixedStringsTest {

  @Test
  void what_overlaps_becomes_one() {
    FixedStrings strings = FixedStrings.of(List.of("abc", "cde", "abcx"));

    assertEquals("-", strings.replaced("abc", "-"));
    assertEquals("1-2-3", strings.replaced("1abcde2abcx3", "-"));
    assertEquals("--", strings.replaced("abcabc", "-"));
    assertEquals("ab-d", strings.replaced("ababcd", "-"));
  }

  @Test
  void a_text_without_any_stays_the_same() {
    String text = "none of it";
    assertSame(text, FixedStrings.of(List.of("abc")).replaced(text, "-"));
    assertSame(text, FixedStrings.NONE.replaced(text, "-"));
    assertFalse(FixedStrings.NONE.areIn(text));
    assertFalse(FixedStrings.of(List.of("abc")).areIn(""));
  }

  @Test
  void characters_of_one_place_are_told_apart() {
    FixedStrings strings = FixedStrings.of(List.of("\u0161\u0162"));

    assertTrue(strings.areIn("xx\u0161\u0162"));
    assertFalse(strings.areIn("xxab\u0261\u0262"));
  }

  @Test
  void all_are_found_wherever_they_stand() {
    Gen.forAll(
        "fixed strings",
        2_000,
        random -> {
          List<String> strings = new ArrayList<>();
          for (int i = random.nextInt(1, 5); i > 0; i--) {
            strings.add(letters(random, random.nextInt(1, 6)));
          }
          String text = letters(random, random.nextInt(0, 40));

          assertEquals(masked(text, strings), FixedStrings.of(strings).replaced(text, "*"));
        });
  }

  private static String letters(RandomGenerator random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("abc".charAt(random.nextInt(3)));
    }
    return text.toString();
  }

  /** The plain way: marks what is covered; places that only touch stay two. */
  private static String masked(String text, List<String> strings) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = at + longestAt(text, at, strings);
      if (end == at) {
        out.append(text.charAt(at++));
        continue;
      }
      for (int i = at + 1; i < end; i++) {
        end = Math.max(end, i + longestAt(text, i, strings));
      }
      out.append('*');
      at = end;
    }
    return out.toString();
  }

  private static int longestAt(String text, int at, List<String> strings) {
    return strings.stream()
        .filter(each -> text.startsWith(each, at))
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }
}
