package dev.vibe.exec;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Environment block that the kernel gave this process at its start, which {@code /proc/PID/environ}
 * shows to every process of the same user. The JDK has a copy on its heap; what is erased here is
 * still in {@link System#getenv()}.
 *
 * <p>Linux only: the block is found by {@code env_start} of {@code /proc/self/stat}, see proc(5),
 * and written through {@code /proc/self/mem}.
 */
final class EnvironmentBlock {

  private static final Logger LOG = LoggerFactory.getLogger(EnvironmentBlock.class);

  private static final Path SELF = Path.of("/proc/self");

  /** Position of {@code env_start} behind the name of the program, which is field 2; it is 50. */
  private static final int START = 50 - 3;

  /** What the system takes at most as arguments and environment together, by default. */
  private static final int LARGEST = 8 << 20;

  private EnvironmentBlock() {}

  /** Outcome of erasing. */
  enum Erasure {
    /** Nothing is left of what was to go. */
    DONE,
    /** There is no such block to be seen here: another system, or no {@code /proc}. */
    NO_BLOCK,
    /** It can be seen and cannot be written. */
    REFUSED
  }

  /** A value within the block, in bytes. */
  private record Value(int from, int length) {}

  /**
   * Writes zeros over the values of variables, so that they read as empty. Does not throw; looks
   * again afterwards.
   *
   * @param isSecret which, by name and value
   */
  static Erasure erase(BiPredicate<String, String> isSecret) {
    List<Value> values;
    long start;
    try {
      values = values(read(), isSecret);
      if (values.isEmpty()) {
        return Erasure.DONE;
      }
      start = start();
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("no environment block", e);
      return Erasure.NO_BLOCK;
    }
    try (RandomAccessFile memory = new RandomAccessFile(SELF.resolve("mem").toFile(), "rw")) {
      for (Value value : values) {
        memory.seek(start + value.from());
        memory.write(new byte[value.length()]);
      }
      return values(read(), isSecret).isEmpty() ? Erasure.DONE : Erasure.REFUSED;
    } catch (IOException e) {
      LOG.warn("the environment block cannot be written", e);
      return Erasure.REFUSED;
    }
  }

  private static byte[] read() throws IOException {
    try (var in = Files.newInputStream(SELF.resolve("environ"))) {
      return in.readNBytes(LARGEST);
    }
  }

  private static List<Value> values(byte[] block, BiPredicate<String, String> isSecret) {
    List<Value> found = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= block.length; i++) {
      if (i == block.length || block[i] == 0) {
        value(block, from, i, isSecret, found);
        from = i + 1;
      }
    }
    return found;
  }

  private static void value(
      byte[] block, int from, int end, BiPredicate<String, String> isSecret, List<Value> found) {
    Charset bytes = StandardCharsets.UTF_8;
    int equals = from;
    while (equals < end && block[equals] != '=') {
      equals++;
    }
    int length = end - equals - 1;
    if (length > 0
        && isSecret.test(
            new String(block, from, equals - from, bytes),
            new String(block, equals + 1, length, bytes))) {
      found.add(new Value(equals + 1, length));
    }
  }

  /** The name of the program may hold anything, so what is behind its last parenthesis counts. */
  private static long start() throws IOException {
    String stat = Files.readString(SELF.resolve("stat"), StandardCharsets.ISO_8859_1);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
    if (fields.length <= START) {
      throw new IOException("no env_start");
    }
    long start = Long.parseLong(fields[START]);
    if (start == 0) {
      throw new IOException("env_start is hidden");
    }
    return start;
  }
}
