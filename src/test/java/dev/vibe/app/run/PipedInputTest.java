package dev.vibe.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.host.StopSwitch;
import dev.vibe.problem.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PipedInputTest {

  private final AtomicBoolean told = new AtomicBoolean();

  @Test
  void everything_up_to_the_end_is_read_and_bytes_are_decoded_after_joining() {
    String text = "é".repeat(100_000) + "\nend";
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));

    assertEquals(text, PipedInput.read(in, new StopSwitch(), () -> told.set(true)));
    assertFalse(told.get());
  }

  @Test
  void a_closed_stream_is_no_input() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();

    assertEquals("", PipedInput.read(closed, new StopSwitch(), () -> told.set(true)));
  }

  @Test
  void a_silent_pipe_is_waited_for_after_one_word_about_it() throws IOException {
    try (PipedOutputStream writer = new PipedOutputStream()) {
      PipedInputStream in = new PipedInputStream(writer);
      StopSwitch stop = new StopSwitch();

      String text =
          PipedInput.read(
              in,
              stop,
              () -> {
                told.set(true);
                stop.request(ExitCode.INTERRUPTED);
              });

      assertTrue(told.get());
      assertEquals("", text);
    }
  }

  @Test
  void a_stop_that_came_before_ends_the_wait_at_once() throws IOException {
    try (PipedOutputStream writer = new PipedOutputStream()) {
      StopSwitch stop = new StopSwitch();
      stop.request(ExitCode.TERMINATED);

      assertEquals("", PipedInput.read(new PipedInputStream(writer), stop, () -> told.set(true)));
      assertFalse(told.get());
    }
  }
}
