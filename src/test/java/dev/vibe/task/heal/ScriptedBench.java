package dev.vibe.task.heal;

import dev.vibe.conversation.Usage;
import dev.vibe.event.RunResult;
import dev.vibe.exec.ProcessResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.task.Task;
import dev.vibe.verify.Verification;
import dev.vibe.verify.report.FailureReader;
import dev.vibe.verify.report.FailureReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * A folder of texts, a command that is a function of them, and a model that writes what it is told.
 */
final class ScriptedBench implements Workbench {

  /** What a command gives. */
  record Output(int exitCode, String log) {}

  final Map<String, String> files = new TreeMap<>();
  final List<String> ran = new ArrayList<>();
  final List<String> prompts = new ArrayList<>();
  final List<String> committed = new ArrayList<>();
  final List<String> refusals = new ArrayList<>();
  Optional<Problem> noCommit = Optional.empty();
  List<String> putBack = List.of();

  private final BiFunction<String, Map<String, String>, Output> command;
  private final Deque<Map<String, String>> steps = new ArrayDeque<>();
  private Map<String, String> start = Map.of();
  private final Map<String, String> origin = new HashMap<>();
  private Optional<ExitCode> modelEnds = Optional.empty();
  private ProblemCode endsWith = ProblemCode.USAGE;
  private int turns = 1;
  private boolean breaksOff;

  ScriptedBench(BiFunction<String, Map<String, String>, Output> command) {
    this.command = command;
  }

  ScriptedBench with(String file, String text) {
    files.put(file, text);
    origin.put(file, text);
    return this;
  }

  /** The model writes these in its next attempt; an empty text deletes. */
  ScriptedBench then(Map<String, String> edits) {
    steps.add(edits);
    return this;
  }

  ScriptedBench modelEnds(ExitCode as) {
    modelEnds = Optional.of(as);
    return this;
  }

  /** Each run of the model ends at this limit of the whole healing. */
  ScriptedBench modelReaches(ProblemCode limit, int turnsOfEach) {
    endsWith = limit;
    turns = turnsOfEach;
    return modelEnds(ExitCode.LIMIT);
  }

  /** The next command is broken off as by a signal. */
  void breakOff() {
    breaksOff = true;
  }

  boolean isAsAtFirst() {
    return files.equals(origin);
  }

  @Override
  public Verified verify(String line) {
    ran.add(line);
    Output output = command.apply(line, files);
    ProcessResult.Ending ending =
        breaksOff ? ProcessResult.Ending.INTERRUPTED : ProcessResult.Ending.EXITED;
    ProcessResult result =
        new ProcessResult(
            ending,
            output.exitCode(),
            new ProcessResult.Output(output.log(), "", 0, 0, output.log().length(), "", 0),
            Duration.ZERO,
            1,
            List.of(),
            List.of(),
            "none",
            List.of());
    FailureReport report = FailureReader.read(output.log(), List.of());
    return new Verified(
        new Verification(line, "", result, Optional.empty()),
        report,
        FailureReader.ran(output.log()),
        putBack);
  }

  @Override
  public String excerpts(FailureReport report, int most) {
    return "";
  }

  @Override
  public int room() {
    return 6_000;
  }

  @Override
  public void begin() {
    start = Map.copyOf(files);
  }

  @Override
  public RunResult run(Task task) {
    prompts.add(task.prompt());
    Map<String, String> edits = Objects.requireNonNullElse(steps.poll(), Map.of());
    edits.forEach(
        (file, text) -> {
          if (text.isEmpty()) {
            files.remove(file);
          } else {
            files.put(file, text);
          }
        });
    RunResult.Ending ending =
        modelEnds
            .<RunResult.Ending>map(
                as -> new RunResult.Ending.Badly(as, new Problem(endsWith, "it ended", "", "")))
            .orElseGet(RunResult.Ending.Well::new);
    return new RunResult(
        ending,
        "I fixed it.",
        "s",
        "m",
        "e",
        turns,
        Usage.NONE,
        0,
        Duration.ZERO,
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public List<ChangedSource> changes() {
    List<ChangedSource> changes = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(files.keySet());
    names.addAll(start.keySet());
    for (String name : names) {
      if (!Objects.equals(files.get(name), start.get(name))) {
        changes.add(
            new ChangedSource(
                name, Optional.ofNullable(start.get(name)), Optional.ofNullable(files.get(name))));
      }
    }
    return changes;
  }

  @Override
  public List<String> refusals() {
    return refusals;
  }

  @Override
  public String diff(int most) {
    return "diff of " + changes().stream().map(ChangedSource::path).toList();
  }

  @Override
  public Optional<Problem> takeBack() {
    files.clear();
    files.putAll(start);
    return Optional.empty();
  }

  @Override
  public Optional<Problem> takeBackAll() {
    files.clear();
    files.putAll(origin);
    return Optional.empty();
  }

  @Override
  public Optional<Problem> commit(String message) {
    committed.add(message);
    return noCommit;
  }

  @Override
  public void say(String line) {}
}
