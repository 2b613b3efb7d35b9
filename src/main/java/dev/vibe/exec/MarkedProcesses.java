package dev.vibe.exec;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds processes by a mark in the environment they were started with, which also finds those that
 * left their process group. Finds nothing where there is no {@code /proc}.
 */
final class MarkedProcesses {

  static final String VARIABLE = "VIBE_COMMAND";

  private static final Path PROC = Path.of("/proc");

  private MarkedProcesses() {}

  /**
   * The living ones whose mark starts with {@code mark}.
   *
   * @param above only those with a process id above this; 0 for all
   */
  static List<ProcessHandle> find(String mark, long above) {
    List<ProcessHandle> found = new ArrayList<>();
    String[] names = new File("/proc").list();
    if (names == null) {
      return found;
    }
    String wanted = "\0" + VARIABLE + "=" + mark;
    for (String name : names) {
      if (name.charAt(0) > '9' || name.charAt(0) < '0' || Long.parseLong(name) <= above) {
        continue;
      }
      try {
        byte[] environment = Files.readAllBytes(PROC.resolve(name).resolve("environ"));
        if (("\0" + new String(environment, StandardCharsets.ISO_8859_1)).contains(wanted)) {
          ProcessHandle.of(Long.parseLong(name)).ifPresent(found::add);
        }
      } catch (IOException e) {
        // Another user's, or it has just ended: not one of ours either way.
        continue;
      }
    }
    return found;
  }

  /** For people: the process id and the program, e.g. {@code 4711 sleep}. */
  static String describe(ProcessHandle process) {
    String program = process.info().command().orElse("");
    return (process.pid() + " " + program.substring(program.lastIndexOf('/') + 1)).strip();
  }
}
