package dev.vibe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measure of the peak of what a process and its children hold in memory, read from {@code /proc}
 * while they run. The kernel keeps the peak of each process; of the children the sum at one moment
 * counts. A child that has not yet become another program shares its parent's pages and is left
 * out.
 */
final class ProcessMemory implements AutoCloseable {

  private static final long PAUSE_MILLIS = 5;

  private final Process process;
  private final Thread watcher;
  private volatile boolean ended;
  private long peakKilobytes;

  private ProcessMemory(Process process) {
    this.process = process;
    this.watcher = Thread.ofPlatform().daemon().unstarted(this::watch);
  }

  static ProcessMemory watch(Process process) {
    ProcessMemory memory = new ProcessMemory(process);
    memory.watcher.start();
    return memory;
  }

  private void watch() {
    try {
      while (!ended) {
        String own = command(process.pid());
        long children =
            process
                .descendants()
                .mapToLong(ProcessHandle::pid)
                .filter(id -> !command(id).equals(own))
                .map(id -> kilobytes(id, "VmRSS:"))
                .sum();
        peakKilobytes = Math.max(peakKilobytes, kilobytes(process.pid(), "VmHWM:") + children);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops to watch; call it after the process has ended. */
  long peakKilobytes() throws InterruptedException {
    ended = true;
    watcher.join();
    return peakKilobytes;
  }

  /** Now; 0 if the process is gone. */
  static long residentKilobytes(long id) {
    return kilobytes(id, "VmRSS:");
  }

  private static String command(long id) {
    return lines(id, "cmdline").findFirst().orElse("");
  }

  private static long kilobytes(long id, String name) {
    return lines(id, "status")
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static Stream<String> lines(long id, String file) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(id), file)).stream();
    } catch (IOException e) {
      return List.<String>of().stream();
    }
  }

  @Override
  public void close() {
    ended = true;
  }
}
