package dev.vibe.provider.openai.wire.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircleWatchTest {

  /** As a server sends it: a few characters at a time. */
  private static OptionalInt found(CircleWatch watch, String text) {
    for (int i = 0; i < text.length(); i += 4) {
      OptionalInt found = watch.accept(text.substring(i, Math.min(i + 4, text.length())));
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalInt.empty();
  }

  private static String head(String text) {
    OptionalInt found = found(CircleWatch.overText(), text);
    assertTrue(found.isPresent(), text.substring(0, 20));
    return text.substring(0, found.getAsInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hi ",
        "\n",
        "I am happy to help you.\n",
        "First I look at it.\nThen I think about it.\n\n",
        "哈",
        "😀 "
      })
  void words_without_end_are_cut_behind_their_first_round(String round) {
    assertEquals("Well: " + round, head("Well: " + round.repeat(5_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ha", "0, ", "| 1 | 2 |\n", "print(\"hi\")\n", "</s>", "<think>\nno\n</think>\n"})
  void data_without_end_is_cut_later(String round) {
    assertEquals("Well: " + round, head("Well: " + round.repeat(20_000 / round.length())));
    String less = round.repeat(15_000 / round.length());
    assertEquals(OptionalInt.empty(), found(CircleWatch.overText(), less));
  }

  @Test
  void long_cycle_of_lines_is_cut() {
    String cycle =
        IntStream.range(0, 20)
            .mapToObj(i -> "This is what line " + (char) ('a' + i) + " has to say to that.\n")
            .collect(Collectors.joining());

    assertEquals("Look:\n" + cycle, head("Look:\n" + cycle.repeat(100)));
  }

  @Test
  void circle_that_begins_late_is_found() {
    String story =
        IntStream.range(0, 4_000)
            .mapToObj(i -> "step " + i + " is done\n")
            .collect(Collectors.joining());

    assertEquals(story + "hi ", head(story + "hi ".repeat(3_000)));
  }

  @Test
  void honest_tables_and_data_stay() {
    String row = "0 ".repeat(63) + "0\n";
    String numbered =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "| " + i + " | ok | ok | ok |\n")
            .collect(Collectors.joining());
    for (String honest :
        new String[] {
          "Here it is:\n" + row.repeat(64),
          "| name | ok |\n|---|---|\n" + "| x | yes |\n".repeat(500),
          "=".repeat(2_000),
          "null, ".repeat(500),
          numbered,
          "Yes.\n".repeat(200)
        }) {
      assertEquals(OptionalInt.empty(), found(CircleWatch.overText(), honest));
    }
  }

  @Test
  void content_of_files_has_more_room() {
    String page = "00 ".repeat(8_192);
    assertEquals(OptionalInt.empty(), found(CircleWatch.overArguments(), page));
    String lines = "hello world\\n".repeat(1_500);
    assertEquals(OptionalInt.empty(), found(CircleWatch.overArguments(), lines));
    assertTrue(found(CircleWatch.overArguments(), "hello\\n".repeat(6_000)).isPresent());
  }

  @Test
  void costs_little_however_long_the_text_is() {
    CircleWatch watch = CircleWatch.overText();
    for (int i = 0; i < 400_000; i++) {
      assertEquals(OptionalInt.empty(), watch.accept("word " + i % 100_003 + " "));
    }
  }
}
