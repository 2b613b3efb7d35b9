package dev.vibe.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RecordingTest {

  @Test
  void a_line_holds_second_and_bytes_as_a_player_reads_them() {
    assertEquals(
        "[1.500, \"o\", \"\\u001b[1mé \\\"x\\\"\\r\\n\\\\\"]\n",
        Recording.line(1.5, "\u001b[1mé \"x\"\r\n\\"));
  }
}
