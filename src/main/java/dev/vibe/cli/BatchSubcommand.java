package dev.vibe.cli;

import static dev.vibe.cli.Option.flag;
import static dev.vibe.cli.Option.value;

import dev.vibe.app.App;
import dev.vibe.app.command.BatchCommand;
import dev.vibe.app.command.BatchOptions;
import dev.vibe.app.command.BatchOptions.Format;
import dev.vibe.app.command.BatchOptions.Merge;
import dev.vibe.app.command.BatchOptions.Places;
import dev.vibe.app.command.BatchOptions.Spread;
import dev.vibe.app.host.RunOptions;
import dev.vibe.cli.Option.Group;
import dev.vibe.cli.Option.Kind;
import dev.vibe.problem.ExitCode;
import dev.vibe.task.batch.Batch.Again;
import dev.vibe.task.batch.Shard;
import dev.vibe.text.Durations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Command {@code vibe batch}. */
final class BatchSubcommand implements CommandDefinition {

  private static final String PARALLEL = "--parallel";
  private static final String WORKTREES = "--worktrees";
  private static final String SHARD = "--shard";
  private static final String FORMAT = "--format";
  private static final String RESULTS = "--results";
  private static final String TASK_TIMEOUT = "--task-timeout";
  private static final String RETRY = "--retry";
  private static final String TASKS = "--tasks";
  private static final String INTO = "--into";

  private static final int MOST_PARALLEL = 64;

  private static final Option FORM =
      value(Group.OWN, FORMAT, "FORMAT", "results, or swebench for predictions as well")
          .oneOf(Format.RESULTS.label(), Format.SWE_BENCH.label());

  @Override
  public String summary() {
    return "many tasks, a run each (--parallel, --worktrees, --shard)";
  }

  @Override
  public String description() {
    return """
    Does each task of a file, a JSON object a line: id and prompt, and if needed dir, base \
    (a commit, with --worktrees), verify and model. A line of results is written as each \
    ends; started again, it does only what has none. Limits are on all tasks together.
    """;
  }

  @Override
  public List<String> synopsis() {
    return List.of(
        "vibe batch [OPTIONS] TASKS.jsonl", "vibe batch merge [OPTIONS] RESULTS.jsonl...");
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(
        new Words("TASKS.jsonl", Words.Count.AT_MOST_ONE, Kind.FILE, List.of(), "the tasks"));
  }

  @Override
  public List<Option> options() {
    return List.of(
        value(Group.OWN, PARALLEL, "N", "so many tasks at once (1)"),
        flag(
            Group.OWN,
            WORKTREES,
            "each in a worktree of its own, which goes; commits stay on a branch"),
        value(Group.OWN, SHARD, "I/N", "only the I-th of N parts of the tasks"),
        FORM,
        value(Group.OWN, RESULTS, Kind.FILE, "FILE", "the results (beside the tasks)"),
        value(Group.OWN, TASK_TIMEOUT, "TIME", "at most this long for each task"),
        flag(Group.OWN, RETRY, "do those again that did not end well"));
  }

  @Override
  public List<String> shared() {
    return Stream.concat(
            Stream.of(
                Options.DIRECTORY,
                Options.TRUST,
                Options.AUTO_COMMIT,
                Options.ALLOW,
                Options.ALLOW_NET,
                Options.ALLOW_SECRET,
                Options.QUIET),
            Options.settings().stream())
        .toList();
  }

  @Override
  public List<Entry> subcommands() {
    return List.of(new Entry("merge", Merging::new));
  }

  @Override
  public Map<ExitCode, String> exitCodes() {
    return Map.of(
        ExitCode.DONE, "all ended well",
        ExitCode.FAILED, "one did not",
        ExitCode.TIMEOUT, "--timeout; start again to go on",
        ExitCode.LIMIT, "a limit on all; start again to go on");
  }

  @Override
  public List<String> examples() {
    return List.of("vibe batch tasks.jsonl --worktrees --parallel 4 --mode auto --max-cost 5");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    if (arguments.words().isEmpty()) {
      throw UsageProblems.usage("there are no tasks", "vibe batch TASKS.jsonl");
    }
    boolean hasWorktrees = arguments.has(WORKTREES);
    RunOptions.Changes changes =
        new RunOptions.Changes(
            hasWorktrees || arguments.has(Options.AUTO_COMMIT),
            false,
            false,
            arguments.has(Options.ALLOW_SECRET),
            false,
            arguments.values(Options.ALLOW),
            arguments.values(Options.ALLOW_NET));
    RunOptions run =
        new RunOptions(
            new RunOptions.Prompt.TextOnly(""),
            arguments.where(),
            arguments.model(),
            changes,
            arguments.output(),
            arguments.flags());
    Spread spread =
        new Spread(
            arguments.value(PARALLEL).map(BatchSubcommand::parallel).orElse(1),
            hasWorktrees ? Places.WORKTREES : Places.FOLDERS,
            arguments.value(SHARD).map(BatchSubcommand::shard).orElse(Shard.WHOLE),
            arguments.has(RETRY) ? Again.FAILED : Again.NONE,
            arguments.value(TASK_TIMEOUT).map(BatchSubcommand::time).orElse(""));
    return new Tasks(
        new BatchOptions(
            Path.of(arguments.words().getFirst()),
            run,
            spread,
            format(arguments),
            arguments.value(RESULTS).map(Path::of)));
  }

  private static int parallel(String text) {
    int count = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    if (count < 1 || count > MOST_PARALLEL) {
      throw UsageProblems.badValue(PARALLEL, text, "1 to " + MOST_PARALLEL, List.of());
    }
    return count;
  }

  private static Shard shard(String text) {
    return Shard.of(text)
        .orElseThrow(
            () -> UsageProblems.badValue(SHARD, text, "as 2/5: the second of five", List.of()));
  }

  private static String time(String text) {
    if (Durations.parse(text).isEmpty()) {
      throw UsageProblems.badValue(TASK_TIMEOUT, text, "a time such as 90s or 5m", List.of());
    }
    return text;
  }

  private static Format format(Arguments arguments) {
    String wanted = arguments.value(FORMAT).orElse(Format.RESULTS.label());
    for (Format format : Format.values()) {
      if (format.label().equals(wanted)) {
        return format;
      }
    }
    throw UsageProblems.badValue(FORMAT, wanted, "results or swebench", FORM.choices());
  }

  /** Command {@code vibe batch merge}. */
  private static final class Merging implements CommandDefinition {

    @Override
    public String summary() {
      return "join the results of shards";
    }

    @Override
    public String description() {
      return """
      Joins results, one line a task: of several the last that ended well, or else the \
      last. With --tasks in the order of those, and a task without a result is an error.
      """;
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(
          new Words("RESULTS.jsonl", Words.Count.SOME, Kind.FILES, List.of(), "of the shards"));
    }

    @Override
    public List<Option> options() {
      return List.of(
          value(Group.OWN, TASKS, Kind.FILE, "FILE", "the tasks, none of which may be missing"),
          value(Group.OWN, INTO, Kind.FILE, "FILE", "write there, not to standard output"),
          value(Group.OWN, FORMAT, "FORMAT", "results, or swebench for predictions")
              .oneOf(Format.RESULTS.label(), Format.SWE_BENCH.label()));
    }

    @Override
    public Map<ExitCode, String> exitCodes() {
      return Map.of(ExitCode.FAILED, "a task has no result");
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Merged(
          new Merge(
              arguments.words().stream().map(Path::of).toList(),
              arguments.value(TASKS).map(Path::of),
              arguments.value(INTO).map(Path::of),
              format(arguments)));
    }
  }

  record Tasks(BatchOptions options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.command(host -> new BatchCommand(host).run(options));
    }

    @Override
    public ParsedCommand.Signals signals() {
      return ParsedCommand.Signals.END_THE_RUN;
    }
  }

  record Merged(Merge options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.command(host -> new BatchCommand(host).merge(options));
    }
  }
}
