package dev.vibe.app.command;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.protocol.EventCodec;
import dev.vibe.session.SessionId;
import dev.vibe.task.compare.Candidate;
import dev.vibe.task.compare.CandidateEnd;
import dev.vibe.task.compare.Comparison;
import dev.vibe.task.compare.Comparison.Best;
import dev.vibe.task.compare.Contest;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Handler of {@code vibe compare}. Blocks until all candidates have run. */
public final class CompareCommand {

  private final HostEnvironment host;
  private final CompareOptions options;

  /** Does nothing yet. */
  public CompareCommand(HostEnvironment host, CompareOptions options) {
    this.host = host;
    this.options = options;
  }

  /**
   * Change that is to be applied.
   *
   * @param patch its file
   * @param top the folder that its names are relative to
   */
  public record Chosen(Path patch, Path top) {}

  /**
   * Runs the candidates and shows what came of them.
   *
   * @param chosen told of the one to apply, if any is
   * @return failed when none ended well; unverified when a command failed for all of them
   * @throws VibeException when it cannot begin, or there is nothing to apply
   */
  public ExitCode run(Consumer<Chosen> chosen) throws InterruptedException {
    String id = SessionId.fresh(host.clock().instant(), host.random());
    Path records = host.state().path().resolve("compare").resolve(id);
    try (CandidateRunner runner = new CandidateRunner(host, options, id, records)) {
      host.stop().attach(runner::stop);
      runner.prepare();
      List<CandidateEnd> ends = new Contest(runner).run(options.candidates());
      if (runner.stopped().isPresent()) {
        return runner.stopped().get();
      }
      Comparison comparison =
          new Comparison(
              ends,
              runner.between(ends),
              ends.stream()
                  .map(end -> Json.object(EventCodec.encodeResult(end.result())))
                  .toList());
      Optional<CandidateEnd> applied = wanted(comparison);
      print(comparison, applied.map(end -> end.candidate().name()));
      applied.ifPresent(
          end -> chosen.accept(new Chosen(runner.patchFile(end.candidate()), runner.top())));
      if (options.apply().isPresent() && applied.isEmpty()) {
        throw nothing(comparison);
      }
      return exitCode(ends);
    }
  }

  private Optional<CandidateEnd> wanted(Comparison comparison) {
    if (options.apply().isEmpty()) {
      return Optional.empty();
    }
    if (!options.apply().get().equals(CompareOptions.BEST)) {
      return comparison.named(options.apply().get()).filter(end -> end.size().files() > 0);
    }
    return comparison.best() instanceof Best.One(CandidateEnd end, String why)
        ? Optional.of(end)
        : Optional.empty();
  }

  private static VibeException nothing(Comparison comparison) {
    String cause =
        switch (comparison.best()) {
          case Best.One one -> "the one that was named changed nothing";
          case Best.None() -> "none ended well with a change";
          case Best.Tie(List<CandidateEnd> tied) -> "as good as each other: " + names(tied);
        };
    return new VibeException(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.NOTHING_APPLIED, "nothing was applied", cause, "--apply NAME   takes one"));
  }

  private static String names(List<CandidateEnd> ends) {
    return Names.some(ends.stream().map(CandidateEnd::candidate).map(Candidate::name).toList());
  }

  private void print(Comparison comparison, Optional<String> applied) {
    switch (options.form()) {
      case JSON -> host.out().println(comparison.json(applied));
      case TEXT -> {
        comparison.lines().forEach(this::say);
        say("");
        say(
            switch (comparison.best()) {
              case Best.One(CandidateEnd end, String why) ->
                  "best: " + end.candidate().name() + ", " + why + hint(applied);
              case Best.Tie(List<CandidateEnd> tied) ->
                  "as good as each other: " + names(tied) + hint(applied);
              case Best.None() -> "none ended well with a change";
            });
      }
    }
  }

  private static String hint(Optional<String> applied) {
    return applied.isPresent()
        ? "; applying " + applied.get()
        : "; nothing is applied without --apply NAME";
  }

  private void say(String line) {
    host.out().println(ControlChars.neutraliseLine(line));
  }

  private static ExitCode exitCode(List<CandidateEnd> ends) {
    List<ExitCode> codes = ends.stream().map(end -> end.result().exitCode()).distinct().toList();
    if (codes.contains(ExitCode.DONE)) {
      return ExitCode.DONE;
    }
    return codes.size() == 1 ? codes.getFirst() : ExitCode.FAILED;
  }
}
