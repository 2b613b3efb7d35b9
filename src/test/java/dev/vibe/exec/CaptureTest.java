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
      byte[] all = lines(random, random.nextInt(5 * Capture.END_BYTES));
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
  void no_file_is_made_while_the_ends_are_all_of_it() {
    Path file = state.resolve("spill");
    Capture capture = new Capture(file);
    capture.add(new byte[2 * Capture.END_BYTES], 2 * Capture.END_BYTES);
    assertFalse(Files.exists(file));
    assertEquals("", capture.output().spilledTo());
  }

  @Test
  void a_file_that_cannot_be_made_costs_only_the_middle() {
    Capture capture = new Capture(state.resolve("no/such/folder"));
    byte[] much = "x\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
    capture.add(much, much.length);
    assertEquals("", capture.output().spilledTo());
    assertEquals(100_000, capture.output().totalBytes());
    assertTrue(capture.output().omittedLines() > 30_000);
  }
}
