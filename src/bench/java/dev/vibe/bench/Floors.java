package dev.vibe.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * Floors of this run: measured again and again between the figures, so that both bear the same
 * load.
 */
final class Floors {

  /** Above it the machine does too much else for times to be judged. */
  private static final double QUIET = 0.25;

  private static final int FLUSHED_BYTES = 4096;

  private final Run run;
  private final Path folder;
  private final List<String> hello;
  private final Samples<Floor> samples = new Samples<>();
  private final Samples<String> flushes = new Samples<>();

  /** Works in the folder. */
  Floors(Run run, Path folder) {
    this.run = run;
    this.folder = folder;
    this.hello =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("vibe.bench.classes"),
            Hello.class.getName());
  }

  /** The start of a JVM and of a shell, and a flush to the disk. */
  void measure() throws IOException, InterruptedException {
    Run.Ended jvm = run.run(folder, hello);
    samples.add(Floor.JVM, jvm.wallMillis());
    samples.add(Floor.JVM_CPU, jvm.cpuMillis());
    samples.add(Floor.SHELL, run.run(folder, List.of("bash", "-c", "true")).wallMillis());
    Path file = folder.resolve("flushed");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      long begun = System.nanoTime();
      channel.write(ByteBuffer.allocate(FLUSHED_BYTES));
      channel.force(false);
      flushes.add("flush", (System.nanoTime() - begun) / 1e6);
    }
  }

  /** {@code git status} of a repository. */
  void measure(Floor floor, Path repository) throws IOException, InterruptedException {
    samples.add(floor, run.run(repository, List.of("git", "status", "--short")).wallMillis());
  }

  double millis(Floor floor) {
    return floor == Floor.NONE ? 1 : samples.median(floor);
  }

  boolean areQuiet() {
    return samples.spread(Floor.JVM) <= QUIET;
  }

  /** The floors as a table in Markdown. */
  String table() {
    StringBuilder table = new StringBuilder("| floor | ms here | spread | ms there |\n");
    table.append("|---|---:|---:|---:|\n");
    for (Floor floor : Floor.values()) {
      if (samples.has(floor)) {
        row(table, floor.label(), samples, floor, floor.there());
      }
    }
    row(table, "4 KB flushed to the disk", flushes, "flush", Double.NaN);
    return table.toString();
  }

  private static <K> void row(
      StringBuilder table, String label, Samples<K> samples, K name, double there) {
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %.1f | %.0f %% | %s |%n",
            label,
            samples.median(name),
            100 * samples.spread(name),
            Double.isNaN(there) ? "" : String.format(Locale.ROOT, "%.1f", there)));
  }
}
