package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Jobs;
import dev.vibe.exec.Launch;
import dev.vibe.exec.OutputSnapshot;
import dev.vibe.exec.OutputText;
import dev.vibe.exec.ProcessResult;
import dev.vibe.exec.shell.GitReading;
import dev.vibe.exec.shell.LineReader;
import dev.vibe.exec.shell.LineReading;
import dev.vibe.exec.shell.ShellWriter;
import dev.vibe.problem.Problem;
import dev.vibe.problem.RefusalCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.schema.Doc;
import dev.vibe.tool.schema.MayBeAbsent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tool that runs a shell command.
 *
 * <p>A command that ends by itself is {@code OK} whatever its exit code: a search without a hit and
 * a red test are answers, not failures of the tool, and the code is the first thing the model
 * reads. {@code FAILED} means that it could not be started or ran into its time limit.
 */
public final class BashTool implements Tool<BashTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.BASH,
          "Run a shell command. Each call starts in the working folder anew.",
          Input.class,
          CallKind.ACTS);

  /** In bytes; more is a file that nobody would read before he says yes. */
  private static final int LONGEST_COMMAND = 1_000_000;

  private static final int LONGEST_TITLE = 100;

  /** Of the output of a job, when it is ended; all of it is in its file. */
  private static final int MOST_OF_JOB = 2_000;

  /** A command that took so long is not to be run without need. */
  private static final Duration WORTH_TELLING = Duration.ofSeconds(10);

  /** Input that the model gives. */
  public record Input(
      @MayBeAbsent @Doc("no terminal, no input") String command,
      @MayBeAbsent @Doc("default 120, at most 600") int timeoutS,
      @MayBeAbsent @Doc("run on, e.g. a server") boolean background,
      @MayBeAbsent @Doc("job to end") int stop) {}

  private final CommandRunner runner;
  private final SandboxReruns reruns;
  private final Path directory;
  private final Supplier<Map<String, String>> gitReading;
  private final Consumer<OutputSnapshot> watcher;

  /**
   * Takes what it runs with.
   *
   * @param directory the working folder of every command, absolute
   * @param gitReading variables with which a plain read of Git runs, so that it starts nothing
   * @param watcher hears of the output while a command runs, on the thread that runs it
   */
  public BashTool(
      CommandRunner runner,
      Path directory,
      Supplier<Map<String, String>> gitReading,
      Consumer<OutputSnapshot> watcher) {
    this.runner = runner;
    this.reruns = new SandboxReruns(runner.launcher());
    this.directory = directory;
    this.gitReading = gitReading;
    this.watcher = watcher;
  }

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    String command = input.command();
    if (input.stop() != 0) {
      return stopping(input);
    }
    if (command.isBlank()) {
      return new Refusal(RefusalCode.INVALID, "The command is empty. Give the command to run.");
    }
    if (command.indexOf('\0') >= 0) {
      return new Refusal(
          RefusalCode.INVALID, "The command holds a NUL character. Write it as \\0 instead.");
    }
    if (command.getBytes(StandardCharsets.UTF_8).length > LONGEST_COMMAND) {
      return new Refusal(
          RefusalCode.TOO_LARGE,
          "The command is longer than 1,000,000 bytes. Put it into a file with "
              + ToolNames.WRITE_FILE
              + " and run"
              + " that.");
    }
    CommandRequest request = request(input);
    Optional<Problem> outside = reruns.objection(command);
    return new Invocation.Acting(
        title(command) + (runner.isOffline() ? " (no network)" : ""),
        List.of(new Effect.Run(command, request.directory().toString())),
        details(input, request),
        () -> run(reaching(request(input), outside), context.mostOutput()),
        outside);
  }

  private CommandRequest reaching(CommandRequest request, Optional<Problem> outside) {
    return outside.isPresent()
        ? request.reaching(Launch.Reach.OUTSIDE)
        : runner.launcher().isReading(request) ? request.reaching(Launch.Reach.READING) : request;
  }

  /** Ends a job. It was let pass when it began, so that nobody is asked. */
  private Prepared stopping(Input input) {
    int number = input.stop();
    if (!input.command().isBlank()) {
      return new Refusal(
          RefusalCode.INVALID, "stop ends a job and runs nothing: leave command out, or stop.");
    }
    return new Invocation.Acting(
        "end job " + number,
        List.of(),
        () ->
            runner
                .jobs()
                .stop(number)
                .map(BashTool::stopped)
                .orElseGet(() -> ToolOutput.failed("there is no job " + number + jobs())));
  }

  private String jobs() {
    List<Jobs.Job> all = runner.jobs().all();
    return all.isEmpty() ? ", nor any other" : "; jobs are numbered from 1 to " + all.size();
  }

  private static ToolOutput stopped(Jobs.Stopped stopped) {
    Jobs.Job job = stopped.job();
    String how =
        switch (job.state()) {
          case STOPPED ->
              stopped.left().isEmpty()
                  ? "ended, with all its processes"
                  : "told to end, but these go on: " + String.join(", ", stopped.left());
          case ENDED -> "had ended by itself with exit code " + job.exitCode();
          case RUNNING -> "goes on";
        };
    String output = OutputText.of(stopped.output(), MOST_OF_JOB);
    return ToolOutput.ok(
        "job " + job.number() + " " + how + (output.isEmpty() ? "" : "\n" + output));
  }

  /** Where the working folder is gone, as after a switch to a branch without it, right above. */
  private CommandRequest request(Input input) {
    Path at = directory;
    while (!Files.isDirectory(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return input.background()
        ? CommandRequest.background(input.command(), at)
        : CommandRequest.foreground(input.command(), at, limit(input.timeoutS()));
  }

  /** What a command would do that its text does not tell. */
  private static List<String> details(Input input, CommandRequest request) {
    if (input.background()) {
      return List.of("in the background: goes on until the session ends, without a time limit");
    }
    return request.limit().equals(CommandRequest.USUAL)
        ? List.of()
        : List.of("time limit: " + request.limit().toSeconds() + " s");
  }

  private static Duration limit(int seconds) {
    return seconds <= 0 ? CommandRequest.USUAL : Duration.ofSeconds(seconds);
  }

  private static String title(String command) {
    String line = command.strip().lines().findFirst().orElse("").stripTrailing();
    boolean whole = line.length() == command.strip().length();
    if (line.codePointCount(0, line.length()) > LONGEST_TITLE) {
      line = line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE));
      whole = false;
    }
    return "run " + line + (whole ? "" : " …");
  }

  private ToolOutput run(CommandRequest request, int mostOutput) {
    ProcessResult result;
    try {
      result = runner.run(started(request), watcher);
    } catch (VibeException e) {
      return new ToolOutput(
          Outcome.FAILED,
          "The command was not run: " + e.problem().what() + ": " + e.problem().cause(),
          List.of(),
          List.of(new ToolFact.Hindered(ToolNames.BASH, e.problem())));
    }
    Outcome outcome =
        switch (result.ending()) {
          case EXITED, RUNNING -> Outcome.OK;
          case TIMED_OUT -> Outcome.FAILED;
          case INTERRUPTED -> Outcome.INTERRUPTED;
        };
    String gone =
        request.directory().equals(directory)
            ? ""
            : "the working folder "
                + directory
                + " is gone, so this ran in "
                + request.directory()
                + "; names of file tools begin there, too; mkdir -p makes it again\n";
    PipeReading pipe = PipeReading.of(request.command(), result);
    String offline = runner.isOffline() ? "no network (--offline); " : "";
    String output = OutputText.of(result.output(), mostOutput);
    String kept = runner.launcher().stopped(result.level(), result).orElse("");
    String text =
        gone
            + offline
            + headline(request, result)
            + pipe.told()
            + leftBehind(result)
            + notes(result)
            + reruns.told(request, result, kept)
            + (output.isEmpty() ? "" : "\n" + output);
    List<ToolFact> facts = new ArrayList<>();
    pipe.badCode().ifPresent(code -> facts.add(new ToolFact.EndedBadly(code)));
    if (!result.level().isEmpty()) {
      facts.add(new ToolFact.Confined(result.level(), kept));
    }
    if (!result.output().spilledTo().isEmpty()) {
      facts.add(new ToolFact.OutputFile(result.output().spilledTo()));
    }
    return new ToolOutput(outcome, text, List.of(), facts);
  }

  /**
   * A plain read of Git runs as Git's facts are asked for: nothing that a repository names, and
   * none of the commits in which vibe keeps its checkpoints.
   */
  private CommandRequest started(CommandRequest request) {
    String given = request.command().strip();
    String command = GitReading.withoutOwn(given);
    if (GitReading.is(given)) {
      return request.running(ShellWriter.with(gitReading.get(), command));
    }
    if (LineReader.read(given) instanceof LineReading.Reads reads && reads.asksGit()) {
      return request.running(ShellWriter.exporting(gitReading.get(), command));
    }
    return command.equals(given) ? request : request.running(command);
  }

  private String headline(CommandRequest request, ProcessResult result) {
    String took = String.format(Locale.ROOT, "%.1f s", result.took().toMillis() / 1000.0);
    return switch (result.ending()) {
      case EXITED ->
          "exit code "
              + result.exitCode()
              + signal(result.exitCode())
              + (result.took().compareTo(WORTH_TELLING) < 0 ? "" : " (" + took + ")");
      case TIMED_OUT ->
          "stopped at the time limit of "
              + request.limit().toSeconds()
              + " s "
              + ended(result)
              + "; give a longer timeout_s (at most 600), or background"
              + " for what does not end by itself";
      case INTERRUPTED -> "interrupted after " + took + ", " + ended(result);
      case RUNNING ->
          "job "
              + runner.jobs().numberOf(result.group())
              + " runs in the background; output goes to "
              + result.output().spilledTo();
    };
  }

  /** Says of nothing that it has ended unless that is known. */
  private String ended(ProcessResult result) {
    if (!result.leftBehind().isEmpty()) {
      return "but these go on and could not be ended: " + String.join(", ", result.leftBehind());
    }
    return runner.findsAll()
        ? "with all its processes"
        : "with those of its processes that can be found";
  }

  private static String signal(int exitCode) {
    String name =
        switch (exitCode - 128) {
          case 1 -> "HUP";
          case 2 -> "INT";
          case 3 -> "QUIT";
          case 6 -> "ABRT";
          case 9 -> "KILL";
          case 11 -> "SEGV";
          case 13 -> "PIPE";
          case 15 -> "TERM";
          default -> "";
        };
    return name.isEmpty() ? "" : ", ended by signal " + name;
  }

  private static String notes(ProcessResult result) {
    return result.notes().stream().map(note -> "\n" + note).collect(Collectors.joining());
  }

  private static String leftBehind(ProcessResult result) {
    return result.ending() != ProcessResult.Ending.EXITED || result.leftBehind().isEmpty()
        ? ""
        : "\nstill running until the session ends: "
            + result.leftBehind().stream().map(QuotedName::of).collect(Collectors.joining(", "))
            + (result.output().spilledTo().isEmpty()
                ? ""
                : "; output goes on to " + result.output().spilledTo());
  }
}
