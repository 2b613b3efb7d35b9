package dev.vibe.exec;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finder of processes by a mark in the environment they were started with, which also finds those
 * that left their process group. Finds nothing where there is no {@code /proc}.
 */
final class MarkedProcesses {

  static final String VARIABLE = "VIBE_COMMAND";

  private MarkedProcesses() {}

  /**
   * The living ones whose mark starts with {@code mark}. May miss one that is just becoming another
   * program, since its environment is empty then.
   *
   * @param above only those with a process id above this; 0 for all
   */
  static List<ProcessHandle> find(String mark, long above) {
    List<ProcessHandle> found = new ArrayList<>();
    String[] names = new File("/proc").list();
    if (names == null) {
      return found;
    }
    EnvironmentReader environments = new EnvironmentReader();
    for (String name : names) {
      boolean process = name.charAt(0) >= '0' && name.charAt(0) <= '9';
      if (process
          && Long.parseLong(name) > above
          && environments.mark(name).filter(it -> it.startsWith(mark)).isPresent()) {
        ProcessHandle.of(Long.parseLong(name)).ifPresent(found::add);
      }
    }
    return found;
  }

  /** The mark of a process; empty when it has none, or none that can be seen. */
  static String markOf(long pid) {
    return new EnvironmentReader().mark(Long.toString(pid)).orElse("");
  }

  /** For people: the process id and the program, e.g. {@code 4711 sleep}. */
  static String describe(ProcessHandle process) {
    String program = process.info().command().orElse("");
    return (process.pid() + " " + program.substring(program.lastIndexOf('/') + 1)).strip();
  }

  /** Reader of the environments of many processes, one after the other, into one buffer. */
  private static final class EnvironmentReader {

    private static final byte[] NAME = (VARIABLE + "=").getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer = new byte[8 * 1024];

    /** Empty for another user's process, or one that has just ended: not one of ours either way. */
    Optional<String> mark(String process) {
      int length;
      try (InputStream in = new FileInputStream("/proc/" + process + "/environ")) {
        length = fill(in);
      } catch (IOException e) {
        return Optional.empty();
      }
      for (int from = 0; from < length; from = end(from, length) + 1) {
        if (Arrays.equals(
            buffer, from, Math.min(from + NAME.length, length), NAME, 0, NAME.length)) {
          int value = from + NAME.length;
          return Optional.of(
              new String(buffer, value, end(value, length) - value, StandardCharsets.ISO_8859_1));
        }
      }
      return Optional.empty();
    }

    private int fill(InputStream in) throws IOException {
      int length = 0;
      for (int more = 0; more >= 0; more = in.read(buffer, length, buffer.length - length)) {
        length += more;
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * length);
        }
      }
      return length;
    }

    /** Where the variable ends that begins at {@code from}. */
    private int end(int from, int length) {
      int end = from;
      while (end < length && buffer[end] != 0) {
        end++;
      }
      return end;
    }
  }
}
