package dev.vibe.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.ProcessResult.Output;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {

  @TempDir Path state;

  @Test
  void head_and_tail_are_the_ends_whatever_the_chunks() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] all = lines(random, random.nextInt(3 * Capture.KEPT_BYTES));
      Path file = state.resolve("spill-" + seed);
      Capture capture = new Capture(file);
      for (int at = 0; at < all.length; ) {
        int n = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 100 : 40_000));
        capture.add(Arrays.copyOfRange(all, at, at + n), n);
        at += n;
      }
      capture.close();
      check(new String(all, StandardCharsets.UTF_8), capture.output(), "seed " + seed);
    }
  }

  private static byte[] lines(SplittableRandom random, int length) {
    String[] pieces = {"a", "é", "€", "😀", "word ", "\n"};
    StringBuilder out = new StringBuilder();
    boolean rare = random.nextBoolean();
    while (out.length() < length) {
      out.append(pieces[random.nextInt(rare ? 5 : 6)]);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void check(String all, Output output, String seed) throws Exception {
    assertTrue(all.startsWith(output.head()), seed);
    assertTrue(all.endsWith(output.tail()), seed);
    String omitted = all.substring(output.head().length(), all.length() - output.tail().length());
    assertEquals(omitted.getBytes(StandardCharsets.UTF_8).length, output.omittedBytes(), seed);
    assertEquals(omitted.chars().filter(c -> c == '\n').count(), output.omittedLines(), seed);
    if (output.spilledTo().isEmpty()) {
      assertEquals(0, output.omittedBytes(), seed);
    } else {
      assertEquals(all, Files.readString(Path.of(output.spilledTo())), seed);
    }
  }

  @Test
  void no_file_is_made_of_a_short_output_and_one_of_any_other() {
    Path file = state.resolve("spill");
    Capture capture = new Capture(file);
    capture.add(new byte[Capture.SHORT_BYTES], Capture.SHORT_BYTES);
    assertFalse(Files.exists(file));
    assertEquals("", capture.output().spilledTo());

    capture.add(new byte[1], 1);
    assertEquals(file.toString(), capture.output().spilledTo());
    assertEquals(0, capture.output().omittedBytes());
  }

  @Test
  void a_file_that_cannot_be_made_costs_only_the_middle() {
    Capture capture = new Capture(state.resolve("no/such/folder"));
    byte[] much = "x\ny\n".repeat(25_000).getBytes(StandardCharsets.UTF_8);
    capture.add(much, much.length);
    assertEquals("", capture.output().spilledTo());
    assertEquals(100_000, capture.output().totalBytes());
    assertTrue(capture.output().omittedLines() > 30_000);
  }

  private static Output of(String written) {
    Capture capture = new Capture(Path.of("/no/such/folder/file"));
    byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
    capture.add(bytes, bytes.length);
    return capture.output();
  }

  @Test
  void bars_and_spinners_are_written_once_however_long_they_go_on() {
    StringBuilder bar = new StringBuilder("begun\n");
    for (int i = 0; i < 100_000; i++) {
      bar.append("\r").append(i / 1000).append(" % done");
    }
    Output output = of(bar + "\nspins ⠋\b⠙\b⠹\bready\nend\n");
    assertEquals("begun\n99 % done\nspins ready\nend\n", output.head());
    assertEquals(0, output.omittedBytes());
  }

  @Test
  void the_tail_is_the_larger_part_and_little_is_never_left_out() {
    String[] lines = new String[10_000];
    Arrays.setAll(lines, i -> "line " + i);
    Output output = of(String.join("\n", lines) + "\n");
    assertTrue(output.tail().length() > 2 * output.head().length());
    assertTrue(output.tail().endsWith("line 9998\nline 9999\n"));
    for (int length = Capture.KEPT_BYTES - 3; length < Capture.KEPT_BYTES + 2_000; length += 7) {
      long omitted = of("x".repeat(length)).omittedBytes();
      assertTrue(omitted == 0 || omitted > 500, "of " + length + " left out " + omitted);
    }
  }
}
