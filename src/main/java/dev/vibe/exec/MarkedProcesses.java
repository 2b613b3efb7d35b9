package dev.vibe.exec;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finder of processes by a mark in the environment they were started with, which also finds those
 * that left their process group. Finds nothing where there is no {@code /proc}.
 */
final class MarkedProcesses {

  static final String VARIABLE = "VIBE_COMMAND";

  private static final Path PROC = Path.of("/proc");

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
    String wanted = "\0" + VARIABLE + "=" + mark;
    for (String name : names) {
      boolean process = name.charAt(0) >= '0' && name.charAt(0) <= '9';
      if (process && Long.parseLong(name) > above && environment(name).contains(wanted)) {
        ProcessHandle.of(Long.parseLong(name)).ifPresent(found::add);
      }
    }
    return found;
  }

  /** The mark of a process; empty when it has none, or none that can be seen. */
  static String markOf(long pid) {
    String environment = environment(Long.toString(pid));
    String name = "\0" + VARIABLE + "=";
    int from = environment.indexOf(name);
    if (from < 0) {
      return "";
    }
    int end = environment.indexOf('\0', from + name.length());
    return environment.substring(from + name.length(), end < 0 ? environment.length() : end);
  }

  /** Empty for another user's process, or one that has just ended: not one of ours either way. */
  private static String environment(String process) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(process).resolve("environ"));
      return "\0" + new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** For people: the process id and the program, e.g. {@code 4711 sleep}. */
  static String describe(ProcessHandle process) {
    String program = process.info().command().orElse("");
    return (process.pid() + " " + program.substring(program.lastIndexOf('/') + 1)).strip();
  }
}
