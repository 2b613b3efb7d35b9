package dev.vibe.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.host.StopSwitch;
import dev.vibe.problem.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipedInputTest {

  private final List<String> told = new ArrayList<>();

  @Test
  void everything_up_to_the_end_is_read_and_bytes_are_decoded_after_joining() {
    String text = "é".repeat(100_000) + "\nend";
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));

    assertEquals(text, PipedInput.read(in, new StopSwitch(), told::add));
    assertEquals(List.of(), told);
  }

  @Test
  void a_closed_stream_is_no_input() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();

    assertEquals("", PipedInput.read(closed, new StopSwitch(), told::add));
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
              line -> {
                told.add(line);
                stop.request(ExitCode.INTERRUPTED);
              });

      assertEquals(1, told.size());
      assertTrue(told.getFirst().startsWith("vibe: waiting for standard input"));
      assertEquals("", text);
    }
  }

  @Test
  void a_stop_that_came_before_ends_the_wait_at_once() throws IOException {
    try (PipedOutputStream writer = new PipedOutputStream()) {
      StopSwitch stop = new StopSwitch();
      stop.request(ExitCode.TERMINATED);

      assertEquals("", PipedInput.read(new PipedInputStream(writer), stop, told::add));
      assertEquals(List.of(), told);
    }
  }

  @Test
  void a_pipe_that_goes_on_after_its_first_bytes_is_waited_for_after_one_word_about_it()
      throws IOException {
    try (PipedOutputStream writer = new PipedOutputStream()) {
      PipedInputStream in = new PipedInputStream(writer);
      writer.write('x');

      String text =
          PipedInput.read(
              in,
              new StopSwitch(),
              line -> {
                told.add(line);
                close(writer);
              });

      assertEquals("x", text);
      assertEquals(1, told.size());
    }
  }

  private static void close(PipedOutputStream writer) {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_has_no_end_is_read_to_the_limit_and_its_two_ends_are_kept() {
    InputStream yes =
        new InputStream() {
          @Override
          public int read() {
            return 'y';
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            Arrays.fill(into, offset, offset + length, (byte) 'y');
            return length;
          }
        };

    String text = PipedInput.read(yes, new StopSwitch(), told::add);

    long left = PipedInput.MOST_BYTES - 2L * PipedInput.END_BYTES;
    String end = "y".repeat(PipedInput.END_BYTES);
    assertEquals(end + "\n[" + left + " bytes left out]\n" + end, text);
    assertEquals(List.of("vibe: standard input is longer than 64 MB; the rest is not read"), told);
  }

  @Test
  void of_what_is_long_the_last_bytes_are_the_last() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; all.length() < 2 * PipedInput.END_BYTES + 1000; i++) {
      all.append(i).append('\n');
    }
    byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);

    String text = PipedInput.read(new ByteArrayInputStream(bytes), new StopSwitch(), told::add);

    assertTrue(text.startsWith(all.substring(0, PipedInput.END_BYTES)));
    assertTrue(text.endsWith("]\n" + all.substring(all.length() - PipedInput.END_BYTES)));
    assertEquals(List.of(), told);
  }
}
