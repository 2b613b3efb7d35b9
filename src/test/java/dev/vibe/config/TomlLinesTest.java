package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TomlLinesTest {

  @Test
  void keys_are_found_whatever_stands_between_them() {
    TomlLines lines =
        TomlLines.of(
            """
            # a = 1
            a = "x # [t] = \\" '"
            'b' . "c.d" = [ # ]
              "k = 1",
              { e = 2 }, ]
            f = \"""
            g = 1
            \\\""" \"""
              h = '''
            [not] '''
            [ t . "u v" ]  # comment
            i = { j = 1,
              k = 2 }
            [[array]]
            l = 1
            """);
    assertEquals(2, lines.line(ConfigKey.of("a")));
    assertEquals(3, lines.line(ConfigKey.of("b", "c.d")));
    assertEquals(6, lines.line(ConfigKey.of("f")));
    assertEquals(1, lines.line(ConfigKey.of("g")));
    assertEquals(9, lines.line(ConfigKey.of("h")));
    assertEquals(11, lines.line(ConfigKey.of("t", "u v")));
    assertEquals(12, lines.line(ConfigKey.of("t", "u v", "i", "k")));
    assertEquals(15, lines.line(ConfigKey.of("array", "l")));
  }
}
