package dev.vibe.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Terminal for a program: a pseudo-terminal of 100 by 30, which {@code script} of util-linux makes.
 */
final class Terminal implements AutoCloseable {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int KEPT = 1 << 16;

  /** Of the kernel's clock that processes are accounted by (USER_HZ). */
  private static final int TICKS_A_SECOND = 100;

  private final Process process;
  private final StringBuilder shown = new StringBuilder();
  private long actedAt = System.nanoTime();

  private Terminal(Process process) {
    this.process = process;
  }

  /** Starts it in the folder, with nothing in its environment but what is given. */
  static Terminal open(List<String> command, Path folder, Map<String, String> environment)
      throws IOException {
    String line =
        "stty cols 100 rows 30; exec "
            + command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qfec", line, "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Terminal terminal = new Terminal(builder.start());
    Thread.ofPlatform().daemon().start(terminal::read);
    return terminal;
  }

  private void read() {
    byte[] bytes = new byte[8192];
    try (InputStream in = process.getInputStream()) {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        synchronized (shown) {
          shown.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
          shown.delete(0, Math.max(0, shown.length() - KEPT));
          shown.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only what is shown from now on is waited for. */
  void type(String text) throws IOException {
    synchronized (shown) {
      shown.setLength(0);
    }
    actedAt = System.nanoTime();
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** How long after the start or the last key the text came. */
  double awaitMillis(String text) throws InterruptedException {
    synchronized (shown) {
      while (shown.indexOf(text) < 0) {
        long left = actedAt + LIMIT_NANOS - System.nanoTime();
        if (left <= 0) {
          throw new IllegalStateException("no \"" + text + "\" in:\n" + shown);
        }
        TimeUnit.NANOSECONDS.timedWait(shown, left);
      }
      return (System.nanoTime() - actedAt) / 1e6;
    }
  }

  /** What the program used of all processors so far, to the hundredth of a second. */
  double cpuMillis() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(java()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000.0 / TICKS_A_SECOND;
  }

  /** What those threads used that are there now: exact, where few come and go. */
  double threadMillis() throws IOException {
    double nanos = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(java()), "task"))) {
      for (Path thread : threads) {
        nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
      }
    }
    return nanos / 1e6;
  }

  long residentKilobytes() {
    return ProcessMemory.residentKilobytes(java());
  }

  private long java() {
    return process
        .descendants()
        .filter(p -> p.info().command().filter(c -> c.endsWith("java")).isPresent())
        .findFirst()
        .orElseThrow()
        .pid();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.onExit().orTimeout(LIMIT_NANOS, TimeUnit.NANOSECONDS).join();
  }
}
