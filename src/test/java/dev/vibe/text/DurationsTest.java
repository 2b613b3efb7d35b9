package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "90s,90",
    "5m,300",
    "1h30m,5400",
    "45,45",
    "1h1m1s,3661",
    "2h5s,7205",
    "8760h,31536000"
  })
  void durations_are_read(String text, long seconds) {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "0s",
        "-5",
        "s",
        "5x",
        "5m1h",
        "5m5m",
        "1.5h",
        "8761h",
        "9999999999s",
        "99999999999999999999999999",
        "٣s",
        "1 h"
      })
  void anything_else_is_not(String text) {
    assertEquals(Optional.empty(), Durations.parse(text));
  }

  @Test
  void what_is_written_is_read_back() {
    for (long seconds = 1; seconds < 200_000; seconds += 137) {
      Duration duration = Duration.ofSeconds(seconds);
      assertEquals(Optional.of(duration), Durations.parse(Durations.format(duration)));
    }
  }
}
