package dev.vibe.app.command;

import dev.vibe.app.assembly.RunWorktree;
import dev.vibe.app.command.BatchOptions.Format;
import dev.vibe.app.command.BatchOptions.Merge;
import dev.vibe.app.command.BatchOptions.Places;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.FlagValue;
import dev.vibe.event.Detail;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.IoReason;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.task.batch.Batch;
import dev.vibe.task.batch.BatchLimits;
import dev.vibe.task.batch.BatchTask;
import dev.vibe.task.batch.MergedResults;
import dev.vibe.task.batch.ResultsFile;
import dev.vibe.task.batch.TaskEnd;
import dev.vibe.task.batch.TaskList;
import dev.vibe.text.ColorChoice;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Durations;
import dev.vibe.text.Figures;
import dev.vibe.text.Names;
import dev.vibe.text.QuotedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Handler of {@code vibe batch}. Blocks until all tasks are done, or a limit is reached. */
public final class BatchCommand {

  private static final String LINES = ".jsonl";

  private final HostEnvironment host;

  /** Does nothing yet. */
  public BatchCommand(HostEnvironment host) {
    this.host = host;
  }

  /**
   * Does the tasks that have no result yet.
   *
   * @throws VibeException (usage) when that cannot begin
   */
  public ExitCode run(BatchOptions options) throws InterruptedException {
    List<BatchTask> all = TaskList.parse(options.tasks().toString(), read(options.tasks()));
    List<BatchTask> mine = options.spread().shard().of(all);
    Path file = results(options);
    Path records = file.resolveSibling(stem(file));
    BatchWorker worker = new BatchWorker(host, options, records);
    check(options, mine, worker);
    try (ResultsFile results = ResultsFile.open(file)) {
      Batch batch;
      Batch.Outcome outcome;
      try (BatchScreen screen = new BatchScreen(host, ColorChoice.AUTO)) {
        boolean isQuiet = options.run().output().verbosity() == Detail.QUIET;
        batch =
            new Batch(
                mine,
                new Batch.Terms(
                    limits(options), options.spread().atOnce(), options.spread().again()),
                worker,
                results,
                isQuiet ? BatchCommand.silence() : screen,
                System::nanoTime);
        host.stop().attach(batch::stop);
        if (!isQuiet) {
          screen.start(batch);
        }
        outcome = batch.run();
      }
      tell(batch, outcome, file);
      if (options.format() == Format.SWE_BENCH) {
        Path predictions = file.resolveSibling(stem(file) + ".predictions" + LINES);
        write(predictions, new MergedResults(outcome.ends(), List.of()).predictions());
        say("predictions in " + predictions);
      }
      return outcome.exitCode();
    }
  }

  private static Batch.Watcher silence() {
    return new Batch.Watcher() {
      @Override
      public void began(BatchTask task) {}

      @Override
      public void ended(TaskEnd end) {}
    };
  }

  /** Before anything is done: a batch that fails at its last task has cost all the others. */
  private void check(BatchOptions options, List<BatchTask> tasks, BatchWorker worker) {
    for (BatchTask task : tasks) {
      Path folder = worker.folder(task);
      if (options.spread().places() == Places.WORKTREES) {
        RunWorktree.all(host, folder);
      } else if (!task.base().isEmpty()) {
        throw new VibeException(
            ExitCode.USAGE,
            new Problem(
                ProblemCode.BATCH_TASKS,
                "task " + task.id() + " begins with a commit of its own",
                "that takes a worktree",
                "--worktrees   gives each task one"));
      }
    }
  }

  private Path results(BatchOptions options) {
    Path tasks = host.directory().resolve(options.tasks());
    return options
        .results()
        .map(host.directory()::resolve)
        .orElseGet(
            () ->
                tasks.resolveSibling(
                    stem(tasks) + options.spread().shard().suffix() + ".results" + LINES));
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name + ".d";
  }

  private String read(Path file) {
    try {
      return Files.readString(host.directory().resolve(file));
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.BATCH_TASKS,
              "cannot read the tasks in " + QuotedName.of(file.toString()),
              IoReason.naming(e),
              "vibe batch TASKS.jsonl   with a line a task"),
          e);
    }
  }

  private static BatchLimits limits(BatchOptions options) {
    return new BatchLimits(
        flag(options, "max_turns").map(Integer::parseInt).orElse(0),
        flag(options, "max_tokens").map(Long::parseLong).orElse(0L),
        flag(options, "max_cost").map(Double::parseDouble).orElse(0.0),
        flag(options, "timeout").flatMap(Durations::parse).orElse(Duration.ZERO));
  }

  private static Optional<String> flag(BatchOptions options, String key) {
    return options.run().flags().stream()
        .filter(flag -> flag.key().equals(key))
        .map(FlagValue::text)
        .findFirst();
  }

  private void tell(Batch batch, Batch.Outcome outcome, Path file) {
    long good = outcome.ends().stream().filter(TaskEnd::isDone).count();
    say(
        "%d of %s done, %d failed, %d left · %s · results in %s"
            .formatted(
                good,
                Figures.count(outcome.ends().size() + outcome.left(), "task"),
                outcome.ends().size() - good,
                outcome.left(),
                Figures.duration(batch.age()),
                file));
    if (outcome.left() > 0) {
      String why = outcome.reached().isEmpty() ? "it was stopped" : "reached " + outcome.reached();
      host.err()
          .println(
              ControlChars.neutralise(
                  new Problem(
                          ProblemCode.BATCH_LEFT,
                          Figures.count(outcome.left(), "task") + " without a result",
                          why,
                          "start it again: what is done is not repeated, what was half done"
                              + " begins anew")
                      .render()));
    }
  }

  private void say(String line) {
    host.out().println(ControlChars.neutraliseLine(line));
  }

  /**
   * {@code vibe batch merge}: joins the results of shards.
   *
   * @return failed when a task has no result
   * @throws VibeException (usage) when a file cannot be read
   */
  public ExitCode merge(Merge options) {
    List<BatchTask> tasks =
        options.tasks().map(file -> TaskList.parse(file.toString(), read(file))).orElse(List.of());
    List<TaskEnd> all =
        options.results().stream()
            .map(host.directory()::resolve)
            .flatMap(file -> ResultsFile.read(file).stream())
            .toList();
    MergedResults merged = MergedResults.of(tasks, all);
    List<String> lines =
        switch (options.format()) {
          case RESULTS -> merged.lines();
          case SWE_BENCH -> merged.predictions();
        };
    options
        .into()
        .ifPresentOrElse(
            file -> write(host.directory().resolve(file), lines),
            () -> lines.forEach(host.out()::println));
    if (merged.missing().isEmpty()) {
      return ExitCode.DONE;
    }
    throw new VibeException(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.BATCH_LEFT,
            Figures.count(merged.missing().size(), "task") + " without a result",
            Names.some(merged.missing()),
            "run the shards they are in again, then merge again"));
  }

  private static void write(Path file, List<String> lines) {
    try {
      String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
      AtomicFile.write(file, text, Rights.USUAL, Flush.AT_ONCE);
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.BATCH_RESULTS,
              "cannot write " + QuotedName.of(file.toString()),
              IoReason.naming(e),
              "make room or allow writing there"),
          e);
    }
  }
}
