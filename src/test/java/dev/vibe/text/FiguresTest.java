package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({"0,0", "999,999", "1000,1.0k", "9949,9.9k", "9950,10k", "34499,34k", "999500,1.0M"})
  void tokens_are_rounded_to_what_matters(long count, String expected) {
    assertEquals(expected, Figures.tokens(count));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 ms",
    "999,999 ms",
    "1000,1.0 s",
    "9950,10 s",
    "59499,59 s",
    "59500,1 min 00 s",
    "125000,2 min 05 s",
    "3720000,1 h 02 min"
  })
  void durations_use_two_units_at_most(long millis, String expected) {
    assertEquals(expected, Figures.duration(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @CsvSource({"0.00031,$0.0003", "0.12,$0.12", "3.4,$3.40"})
  void cost_shows_the_digits_that_matter(double usd, String expected) {
    assertEquals(expected, Figures.cost(usd));
  }
}
