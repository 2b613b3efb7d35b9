package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingTypeTest {

  @Test
  void end_of_a_line_behind_a_secret_is_no_part_of_it() {
    assertEquals(Optional.of("sk-v"), SettingType.SECRET.fromText("sk-v\r\n"));
    assertEquals(Optional.empty(), SettingType.SECRET.fromText("sk-v\nsk-w"));
    assertEquals(Optional.empty(), SettingType.SECRET.fromText("\n"));
    assertEquals(Optional.empty(), SettingType.TEXT.fromText("text\n"));
  }
}
