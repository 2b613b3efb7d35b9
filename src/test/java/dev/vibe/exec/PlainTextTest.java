package dev.vibe.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void escape_sequences_go_whole() {
    assertEquals("red plain", PlainText.of("\u001B[1;31mred\u001B[0m plain"));
    assertEquals("ab", PlainText.of("a\u001B]0;title\u0007b"));
    assertEquals("ab", PlainText.of("a\u001B]52;c;AAAA\u001B\\b"));
    assertEquals("ab", PlainText.of("a\u001BP1$r0m\u001B\\b"));
    assertEquals("ab", PlainText.of("a\u001B(Bb"));
    assertEquals("a", PlainText.of("a\u001B["));
  }

  @Test
  void line_feeds_and_tabs_stay() {
    assertEquals("a\tb\nc\n", PlainText.of("a\tb\r\nc\u0000\u0007\u009B\n"));
  }

  @Test
  void of_a_progress_bar_the_last_state_stays() {
    assertEquals("start\n100%\nend", PlainText.of("start\n10%\r50%\r100%\r\nend"));
    assertEquals("kept", PlainText.of("kept\r"));
  }

  @Test
  void nothing_but_text_comes_out_of_noise() {
    for (int seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder noise = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        noise.append((char) (random.nextBoolean() ? random.nextInt(0xA0) : 0x1B));
      }
      String text = PlainText.of(noise.toString());
      assertTrue(
          text.chars().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c)),
          "seed " + seed);
    }
  }
}
