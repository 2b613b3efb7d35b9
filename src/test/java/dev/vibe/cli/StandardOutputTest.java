package dev.vibe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.cli.ParsedCommand.Unread;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(told, true, StandardCharsets.UTF_8);

  private static final class GonePipe extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }

  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @Test
  void what_was_written_leaves_the_exit_code_as_it_is() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(bytes);
    out.stream().print("größer\n");

    assertEquals(0, out.checked(0, err, Unread.LOST));
    assertEquals(4, out.checked(4, err, Unread.LOST));
    assertEquals("größer\n", bytes.toString(StandardCharsets.UTF_8));
    assertEquals("", told.toString(StandardCharsets.UTF_8));
  }

  @Test
  void what_nobody_got_is_not_done_and_told_in_one_line() {
    StandardOutput out = new StandardOutput(new FullDisk());
    out.stream().print("{}");

    assertEquals(1, out.checked(0, err, Unread.FINE));
    assertEquals(
        "vibe: cannot write to standard output: No space left on device; make room there, or send"
            + " it elsewhere  [output-unwritable]\n",
        told.toString(StandardCharsets.UTF_8));
    assertEquals(143, out.checked(143, err, Unread.LOST), "how the run itself ended says more");
  }

  @Test
  void a_reader_that_has_seen_enough_ends_nothing_badly_but_a_record_is_missed() {
    StandardOutput out = new StandardOutput(new GonePipe());
    out.stream().print("text\n");

    assertEquals(0, out.checked(0, err, Unread.FINE));
    assertEquals(4, out.checked(4, err, Unread.FINE));
    assertEquals("", told.toString(StandardCharsets.UTF_8));
    assertEquals(1, out.checked(0, err, Unread.LOST));
    assertEquals(1, told.toString(StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void only_what_programs_wait_for_is_missed() {
    assertEquals(Unread.FINE, unread("log"));
    assertEquals(Unread.FINE, unread("-p", "hi"));
    assertEquals(Unread.FINE, unread("review"));
    assertEquals(Unread.FINE, unread("heal", "--", "make"));
    assertEquals(Unread.LOST, unread("-p", "hi", "--output", "json"));
    assertEquals(Unread.LOST, unread("review", "--format", "sarif"));
    assertEquals(Unread.LOST, unread("it", "--output", "stream-json", "--", "make"));
    assertEquals(Unread.LOST, unread("batch", "tasks.jsonl"));
  }

  private static Unread unread(String... line) {
    return assertInstanceOf(ParsedCommand.Work.class, CommandLineReader.parse(line)).unread();
  }
}
