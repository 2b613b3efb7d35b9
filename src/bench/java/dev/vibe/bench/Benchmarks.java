package dev.vibe.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks whose names match one of the arguments, or all, and prints a table. Each time
 * is also given as it would be on the machine on which the limits were set: the start of a JVM says
 * how much slower this one is, load included. Exits with 1 when one is clearly beyond its limit.
 */
final class Benchmarks {

  /** The start of a JVM that prints a word, on the machine on which the limits were set. */
  private static final double HELLO_MILLIS = 37;

  /** Before the benchmarks, and as many after. */
  private static final int STARTS = 8;

  /** The library uses what a later Java will not have, and each JVM would say so. */
  private static final String QUIET = "--sun-misc-unsafe-memory-access=allow";

  /** In milliseconds. */
  private static final Map<String, Double> LIMITS =
      Map.of(
          "EditBenchmark.exactEditOf100Kb", 1.0,
          "EditBenchmark.missIn10000Lines", 50.0,
          "CheckpointBenchmark.tenChanged 20000", 300.0);

  /** Beyond the limit by less than this is noise of a machine that others use, too. */
  private static final double NOISE = 1.5;

  private Benchmarks() {}

  public static void main(String[] names)
      throws IOException, InterruptedException, RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .jvmArgsAppend(QUIET);
    List.of(names).forEach(options::include);
    System.err.println("bench: takes about 15 s for each line of the table");
    List<Double> starts = new ArrayList<>(helloMillis());
    Collection<RunResult> results = new Runner(options.build()).run();
    starts.addAll(helloMillis());
    Collections.sort(starts);
    double slower = starts.get(starts.size() / 2) / HELLO_MILLIS;
    System.out.printf(
        Locale.ROOT, "this machine is %.2f times as slow as the limits' own%n%n", slower);
    System.out.printf(
        "%-42s %12s %12s %9s %7s%n", "benchmark", "ms here", "ms there", "limit", "ratio");
    boolean good = true;
    for (RunResult result : results) {
      good &= print(result, slower);
    }
    System.exit(good ? 0 : 1);
  }

  /** Whether it is within its limit, if it has one. */
  private static boolean print(RunResult result, double slower) {
    String name = name(result);
    double here = result.getPrimaryResult().getScore();
    double there = here / slower;
    double limit = LIMITS.getOrDefault(name, 0.0);
    String ratio =
        limit == 0
            ? "%9s %7s".formatted("-", "-")
            : String.format(Locale.ROOT, "%9.1f %7.2f", limit, there / limit);
    System.out.printf(Locale.ROOT, "%-42s %12.3f %12.3f %s%n", name, here, there, ratio);
    return limit == 0 || there <= limit * NOISE;
  }

  private static String name(RunResult result) {
    String method = result.getParams().getBenchmark();
    String parameters =
        result.getParams().getParamsKeys().stream()
            .map(key -> " " + result.getParams().getParam(key))
            .collect(Collectors.joining());
    int type = method.lastIndexOf('.', method.lastIndexOf('.') - 1);
    return method.substring(type + 1) + parameters;
  }

  static List<Double> helloMillis() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      long begun = System.nanoTime();
      Process process =
          new ProcessBuilder(
                  java, "-cp", System.getProperty("java.class.path"), Hello.class.getName())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("a JVM cannot be started");
      }
      millis.add((System.nanoTime() - begun) / 1e6);
    }
    return millis;
  }
}
