package dev.vibe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runner of a program to its end, with an environment of its own and nothing on its standard input.
 */
final class Run {

  /**
   * How it went; the moments are of {@link System#nanoTime}.
   *
   * @param cpuMillis its own, and of the processes it waited for
   * @param peakKilobytes 0 if nobody watched
   */
  record Ended(
      long begun, long ended, int exitCode, double cpuMillis, long peakKilobytes, String output) {

    double wallMillis() {
      return (ended - begun) / 1e6;
    }

    Ended checked(List<String> command) {
      if (exitCode != 0) {
        throw new IllegalStateException(command + " ended with " + exitCode + ": " + output);
      }
      return this;
    }
  }

  private static final Path NOTHING = Path.of("/dev/null");

  private final ProcessorTime processor = new ProcessorTime();
  private final Path output;
  private final Map<String, String> environment;

  /** Its output goes to the file. */
  Run(Path output, Map<String, String> environment) {
    this.output = output;
    this.environment = Map.copyOf(environment);
  }

  /** Anything but exit code 0 is thrown. */
  Ended run(Path folder, List<String> command) throws IOException, InterruptedException {
    double before = processor.childrenMillis();
    long begun = System.nanoTime();
    int exitCode = start(folder, command).waitFor();
    long ended = System.nanoTime();
    double cpu = processor.childrenMillis() - before;
    return new Ended(begun, ended, exitCode, cpu, 0, Files.readString(output)).checked(command);
  }

  /** Watches the memory, which costs the machine too much for the times to count. */
  Ended watched(Path folder, List<String> command) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process = start(folder, command);
    try (ProcessMemory memory = ProcessMemory.watch(process)) {
      int exitCode = process.waitFor();
      return new Ended(
              begun,
              System.nanoTime(),
              exitCode,
              0,
              memory.peakKilobytes(),
              Files.readString(output))
          .checked(command);
    }
  }

  private Process start(Path folder, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(NOTHING.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }
}
