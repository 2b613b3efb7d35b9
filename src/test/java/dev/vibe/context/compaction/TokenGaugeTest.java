package dev.vibe.context.compaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenGaugeTest {

  private final TokenGauge gauge = new TokenGauge();

  @Test
  void estimate_errs_on_the_safe_side_until_something_was_counted() {
    assertEquals(1_000, gauge.tokens(3_200));
    gauge.counted("m", 8_000, 2_000);

    assertEquals(2_000, gauge.tokens(8_000));
    assertEquals(1_000, gauge.tokens(4_000));
    assertEquals(2_000 + 1_000, gauge.tokens(8_000 + 3_200));
  }

  @Test
  void dense_text_is_counted_densely_from_then_on() {
    gauge.counted("m", 4_000, 2_000);

    assertEquals(3_000, gauge.tokens(6_000));
    assertTrue(gauge.weight(3_000) <= 6_000);
  }

  @Test
  void count_of_a_server_that_cuts_or_of_another_model_is_not_taken_over() {
    gauge.counted("m", 100_000, 4_096);
    assertEquals(1_000, gauge.tokens(3_200));
    gauge.counted("m", 4_000, 2_000);
    gauge.counted("other", 100_000, 0);

    assertEquals(1_000, gauge.tokens(3_200));
  }

  @Test
  void refused_request_was_larger_than_the_window() {
    gauge.refused(16_000, 8_192);

    assertTrue(gauge.tokens(16_000) > 8_192, () -> "" + gauge.tokens(16_000));
  }

  @Test
  void texts_that_are_not_ascii_weigh_more() {
    assertEquals(3, Weight.of("abc"));
    assertEquals(6, Weight.of("äöü"));
    assertEquals(6, Weight.of("日本"));
    assertTrue(Weight.of(List.<Message>of(Message.User.text("abc"))) > 3);
  }

  @Test
  void shares_of_a_window_leave_an_eighth_for_the_answer_and_come_in_order() {
    for (Window window : List.of(new Window(8_192, 2_700), new Window(131_072, 3_000))) {
      assertTrue(window.fits() <= window.tokens() * 7 / 8 + 1);
      assertTrue(window.prunedTo() < window.prunedFrom(), window::toString);
      assertTrue(window.prunedFrom() <= window.compactedFrom(), window::toString);
      assertTrue(window.compactedFrom() <= window.fits(), window::toString);
      long after = window.fixed() + window.said() + window.summary() + window.newest();
      assertTrue(after < window.prunedFrom() + window.worthPruning(), window::toString);
      assertEquals(window.tokens() * 15 / 100, window.result());
    }
  }
}
