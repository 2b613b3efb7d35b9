package dev.vibe.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finder of processes by the words of their command lines: in a sandbox they have other numbers.
 */
public final class ProcessWords {

  private ProcessWords() {}

  /** The living ones, of all of the machine, whose words are or hold these. */
  public static List<ProcessHandle> holding(String words) {
    return ProcessHandle.allProcesses().filter(each -> words(each).contains(words)).toList();
  }

  private static String words(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.readString(file, StandardCharsets.ISO_8859_1).replace('\0', ' ');
    } catch (IOException e) {
      return process.info().commandLine().orElse("");
    }
  }
}
