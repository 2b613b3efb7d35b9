package dev.vibe.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Benchmarks of the inner parts, in a JVM that is warm. */
final class Benchmarks {

  /** Starts of a JVM before the benchmarks, and as many after. */
  private static final int STARTS = 8;

  /** The library uses what a later Java will not have, and each JVM would say so. */
  private static final String QUIET = "--sun-misc-unsafe-memory-access=allow";

  /** In milliseconds. */
  private static final Map<String, Double> LIMITS =
      Map.of(
          "EditBenchmark.exactEditOf100Kb", 1.0,
          "EditBenchmark.missIn10000Lines", 50.0,
          "SessionBenchmark.openTenThousandEvents", 150.0,
          "SessionBenchmark.append", 0.2,
          "CheckpointBenchmark.tenChanged 20000", 300.0,
          "MapBenchmark.cold", 2000.0,
          "MapBenchmark.warm", 100.0);

  private Benchmarks() {}

  /** Those whose names match one of the regular expressions, or all. */
  static List<Figure> measure(List<String> names, Floors floors)
      throws IOException, InterruptedException, RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .jvmArgsAppend(QUIET);
    names.forEach(options::include);
    starts(floors);
    List<Figure> figures =
        new Runner(options.build()).run().stream().map(Benchmarks::figure).toList();
    starts(floors);
    return figures;
  }

  private static void starts(Floors floors) throws IOException, InterruptedException {
    for (int i = 0; i < STARTS; i++) {
      floors.measure();
    }
  }

  private static Figure figure(RunResult result) {
    String name = name(result);
    return Figure.millis(
        name,
        result.getPrimaryResult().getScore(),
        Floor.JVM,
        LIMITS.getOrDefault(name, Figure.NO_LIMIT));
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
}
