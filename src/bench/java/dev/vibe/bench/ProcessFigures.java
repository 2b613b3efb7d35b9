package dev.vibe.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Figures of what a one-shot run takes from the start of its process to its end, against a model
 * that answers at once. A run counts only if it did its work; one that did not is thrown.
 */
final class ProcessFigures {

  private static final int STARTS = 11;
  private static final int HUGE_STARTS = 3;
  private static final int ROUND_RUNS = 5;
  private static final int WATCHED_RUNS = 3;
  private static final int FEW_ROUNDS = 20;
  private static final int MANY_ROUNDS = 100;
  private static final int FEW_TOKENS = 20;
  private static final int MANY_TOKENS = 2_000;
  private static final int LARGE = 20_000;
  private static final int HUGE = 200_000;
  private static final String[] KINDS = {"read", "edit", "shell"};

  private final String vibe;
  private final BenchModel model;
  private final Floors floors;
  private final Run run;
  private final Samples<String> samples = new Samples<>();
  private final Repository small;
  private final Repository large;

  /** Works in the folder; the runs' environment has a home there. */
  ProcessFigures(String vibe, BenchModel model, Floors floors, Run run, Path folder)
      throws IOException, InterruptedException {
    this.vibe = vibe;
    this.model = model;
    this.floors = floors;
    this.run = run;
    this.small = Repository.make(folder.resolve("small"), Repository.WORKED_ON, run);
    this.large = Repository.make(folder.resolve("large"), LARGE, run);
  }

  /** What every run is given besides. */
  static Map<String, String> environment(BenchModel model, Path home) {
    return Map.of(
        "PATH",
        System.getenv("PATH"),
        "HOME",
        home.toString(),
        "VIBE_HOME",
        home.resolve("vibe").toString(),
        "VIBE_BASE_URL",
        model.url(),
        "VIBE_MEMORY", // names earlier prompts, which tell the model what to do
        "false",
        "VIBE_API_KEY",
        "none",
        "VIBE_MODEL",
        "scripted",
        "LC_ALL",
        "C.UTF-8",
        "TERM",
        "xterm-256color");
  }

  List<Figure> measure() throws IOException, InterruptedException {
    // What a first run leaves behind for the next one is there already.
    rounds(FEW_ROUNDS, new Samples<>());
    start(large, "", new Samples<>());
    for (int i = 0; i < STARTS; i++) {
      floors.measure();
      floors.measure(Floor.STATUS, small.root());
      floors.measure(Floor.STATUS_LARGE, large.root());
      printed("--version");
      printed("--help");
      start(small, "20 files", samples);
      start(large, "20,000 files", samples);
      samples.add("CPU, few", reply(small, FEW_TOKENS).cpuMillis());
      samples.add("CPU, many", reply(small, MANY_TOKENS).cpuMillis());
    }
    for (int i = 0; i < ROUND_RUNS; i++) {
      floors.measure();
      rounds(FEW_ROUNDS, samples);
      rounds(MANY_ROUNDS, samples);
    }
    for (int i = 0; i < WATCHED_RUNS; i++) {
      watch("start, 20,000 files", large, 0);
      watch(FEW_ROUNDS + " rounds", small, FEW_ROUNDS);
      watch(MANY_ROUNDS + " rounds", small, MANY_ROUNDS);
    }
    return figures();
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    add(figures, "--version", Floor.JVM, 60);
    add(figures, "--help", Floor.JVM, 60);
    add(figures, "first request, 20 files", Floor.JVM, 150);
    add(figures, "first request, 20,000 files", Floor.JVM, 190);
    double more =
        samples.median("first request, 20,000 files") - samples.median("first request, 20 files");
    figures.add(
        Figure.millis(
            "added to the start by 20,000 files",
            more,
            Floor.STATUS_LARGE,
            Floor.STATUS_LARGE.there() + 100));
    add(figures, "last reply to exit", Floor.JVM, Figure.NO_LIMIT);
    add(figures, "run without a tool, wall", Floor.JVM, Figure.NO_LIMIT);
    add(figures, "run without a tool, CPU", Floor.JVM_CPU, Figure.NO_LIMIT);
    for (int rounds : new int[] {FEW_ROUNDS, MANY_ROUNDS}) {
      add(figures, "read, mean of " + rounds + " rounds", Floor.JVM, 4);
      add(figures, "edit, mean of " + rounds + " rounds", Floor.JVM, 4);
      add(figures, "shell, mean of " + rounds + " rounds", Floor.SHELL, 7);
    }
    add(figures, "round 1 to 20 of 100, median", Floor.JVM, Figure.NO_LIMIT);
    add(figures, "round 81 to 100, median", Floor.JVM, Figure.NO_LIMIT);
    figures.add(
        Figure.plain(
            "rounds 81 to 100 against 1 to 20",
            samples.median("round 81 to 100, median")
                / samples.median("round 1 to 20 of 100, median"),
            "times",
            1));
    add(figures, "20 rounds, CPU", Floor.JVM_CPU, Figure.NO_LIMIT);
    add(figures, "100 rounds, wall", Floor.JVM, Figure.NO_LIMIT);
    add(figures, "100 rounds, CPU", Floor.JVM_CPU, 2_000);
    figures.add(plain("100 rounds, sent", "KB", Figure.NO_LIMIT));
    figures.add(
        Figure.millis(
            "2,000 tokens against 20, CPU",
            samples.median("CPU, many") - samples.median("CPU, few"),
            Floor.JVM_CPU,
            30));
    figures.add(plain("start, 20,000 files, peak memory", "MB", Figure.NO_LIMIT));
    figures.add(plain("20 rounds, peak memory", "MB", 120));
    figures.add(plain("100 rounds, peak memory", "MB", 150));
    return figures;
  }

  /** A repository of 200,000 files takes a minute to make. */
  List<Figure> measureHuge(Path root) throws IOException, InterruptedException {
    Repository huge = Repository.make(root, HUGE, run);
    start(huge, "", new Samples<>());
    for (int i = 0; i < HUGE_STARTS; i++) {
      floors.measure(Floor.STATUS_HUGE, huge.root());
      start(huge, "200,000 files", samples);
      watch("start, 200,000 files", huge, 0);
    }
    String first = "first request, 200,000 files";
    return List.of(
        new Figure(first, samples.median(first), "ms", Floor.STATUS_HUGE, Figure.NO_LIMIT),
        new Figure(
            "added to the start by 200,000 files",
            samples.median(first) - samples.median("first request, 20 files"),
            "ms",
            Floor.STATUS_HUGE,
            1.5),
        plain("start, 200,000 files, peak memory", "MB", Figure.NO_LIMIT));
  }

  private void add(List<Figure> figures, String name, Floor floor, double limit) {
    figures.add(Figure.millis(name, samples.median(name), floor, limit));
  }

  private Figure plain(String name, String unit, double limit) {
    return Figure.plain(name, samples.median(name), unit, limit);
  }

  private void printed(String option) throws IOException, InterruptedException {
    Run.Ended ended = run.run(small.root(), List.of(vibe, option));
    check(ended.output().contains("vibe"), ended);
    samples.add(option, ended.wallMillis());
  }

  private void start(Repository repository, String size, Samples<String> to)
      throws IOException, InterruptedException {
    Run.Ended ended = reply(repository, FEW_TOKENS);
    List<BenchModel.Request> requests = model.taken();
    check(requests.size() == 1, ended);
    to.add("first request, " + size, (requests.getFirst().came() - ended.begun()) / 1e6);
    if (repository.equals(small)) {
      to.add("last reply to exit", (ended.ended() - requests.getFirst().answered()) / 1e6);
      to.add("run without a tool, wall", ended.wallMillis());
      to.add("run without a tool, CPU", ended.cpuMillis());
    }
  }

  private Run.Ended reply(Repository repository, int tokens)
      throws IOException, InterruptedException {
    model.taken();
    Run.Ended ended = run.run(repository.root(), command("bench:tokens " + tokens));
    check(ended.output().contains(BenchModel.END_MARK), ended);
    return ended;
  }

  private void rounds(int rounds, Samples<String> to) throws IOException, InterruptedException {
    small.reset(run);
    model.taken();
    Run.Ended ended = run.run(small.root(), command("bench:rounds " + rounds));
    List<BenchModel.Request> requests = model.taken();
    check(requests, rounds, ended);
    for (int kind = 0; kind < KINDS.length; kind++) {
      int wanted = kind;
      to.add(
          KINDS[kind] + ", mean of " + rounds + " rounds",
          gaps(requests, round -> round % 3 == wanted).stream()
              .mapToDouble(gap -> gap)
              .average()
              .orElseThrow());
    }
    to.add(rounds + " rounds, CPU", ended.cpuMillis());
    if (rounds == MANY_ROUNDS) {
      to.add("round 1 to 20 of 100, median", median(gaps(requests, round -> round < 20)));
      to.add("round 81 to 100, median", median(gaps(requests, round -> round >= 80)));
      to.add("100 rounds, wall", ended.wallMillis());
      to.add(
          "100 rounds, sent",
          requests.stream().mapToLong(BenchModel.Request::bytes).sum() / 1024.0);
    }
  }

  private void watch(String name, Repository repository, int rounds)
      throws IOException, InterruptedException {
    if (repository.equals(small)) {
      small.reset(run);
    }
    model.taken();
    Run.Ended ended = run.watched(repository.root(), command("bench:rounds " + rounds));
    if (repository.equals(small)) {
      check(model.taken(), rounds, ended);
    }
    samples.add(name + ", peak memory", ended.peakKilobytes() / 1024.0);
  }

  private List<String> command(String prompt) {
    return List.of(vibe, "-p", prompt, "--mode", "auto");
  }

  /**
   * From the end of a reply to the next request, in milliseconds, for the rounds that are wanted.
   */
  private static List<Double> gaps(List<BenchModel.Request> requests, IntPredicate wanted) {
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i < requests.size(); i++) {
      if (wanted.test(i - 1)) {
        gaps.add((requests.get(i).came() - requests.get(i - 1).answered()) / 1e6);
      }
    }
    return gaps;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** Each file was shown when it was read, each edit and each command was carried out once. */
  private void check(List<BenchModel.Request> requests, int rounds, Run.Ended ended)
      throws IOException {
    boolean shown =
        requests.stream()
            .filter(request -> request.results() % 3 == 1)
            .allMatch(BenchModel.Request::marked);
    check(
        requests.size() == rounds + 1
            && shown
            && small.edits() == (rounds + 1) / 3
            && small.shellCalls() == rounds / 3
            && ended.output().contains(BenchModel.END_MARK),
        ended);
  }

  private static void check(boolean did, Run.Ended ended) {
    if (!did) {
      throw new IllegalStateException("a run did not do its work: " + ended.output());
    }
  }
}
