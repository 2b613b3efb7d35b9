package dev.vibe.app.run;

import dev.vibe.agent.Audience;
import dev.vibe.agent.KeptFiles;
import dev.vibe.agent.Stop;
import dev.vibe.app.assembly.Charge;
import dev.vibe.app.assembly.ModelSource;
import dev.vibe.app.assembly.RunKeeping;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.SessionResources;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Rule;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Detail;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.RunResult;
import dev.vibe.event.RunResult.Ending;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.task.heal.Healer;
import dev.vibe.task.heal.Healing;
import dev.vibe.task.heal.Healing.Verdict;
import dev.vibe.task.heal.Protection;
import dev.vibe.text.ControlChars;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Handler of {@code vibe heal} once its configuration is known: one healing, one result. */
public final class HealRun {

  /** Digits of a commit's name that people read. */
  private static final int SHORT = 7;

  private final HostEnvironment host;
  private final SessionPlan plan;
  private final RunSinks sinks;
  private final Watchdog watchdog;
  private final Healer.Terms terms;
  private final Telling telling;
  private final long start = System.nanoTime();

  /** The last event that was shown; empty before any. */
  private Optional<Envelope> last = Optional.empty();

  /** How much is said at the end. */
  public enum Telling {
    ALL,
    ONE_LINE
  }

  public HealRun(
      HostEnvironment host,
      SessionPlan plan,
      RunSinks sinks,
      Watchdog watchdog,
      Healer.Terms terms,
      Telling telling) {
    this.host = host;
    this.plan = plan;
    this.sinks = sinks;
    this.watchdog = watchdog;
    this.terms = terms;
    this.telling = telling;
  }

  /** Runs to the end; the result was shown when this returns. */
  public RunResult run(ModelSource models) throws InterruptedException {
    Protection protection = terms.protection();
    KeptFiles kept = new KeptFiles(protection::covers, SessionAssembly.journal(host));
    SessionAssembly assembly =
        new SessionAssembly(
            host,
            plan,
            Audience.NOBODY,
            new Charge(rules(protection), kept, Charge.Commits.AT_THE_END));
    assembly.recover();
    RunKeeping keeping = new RunKeeping(host, plan);
    EventSink shown = watchdog.before(sinks.sink(plan.workspace().root()));
    try (SessionResources resources = assembly.openResources();
        SessionWorkbench bench =
            new SessionWorkbench(
                host,
                plan,
                resources,
                () ->
                    HealSession.open(
                        host,
                        keeping,
                        assembly,
                        resources,
                        OneShot.model(host, plan, models),
                        new HealSession.Audience(
                            envelope -> pass(envelope, shown), sinks.approver())),
                kept,
                this::tell)) {
      Healing healing = new Healer(bench, terms).heal();
      bench
          .session()
          .flatMap(session -> keeping.keepPatch(session.conversation()))
          .ifPresent(problem -> tell(problem.what()));
      RunResult result = result(healing, bench);
      show(result, shown);
      return result;
    }
  }

  /** Rules that refuse edits; their text is what is told. */
  private static List<Rule> rules(Protection protection) {
    return protection.all().stream()
        .map(
            each -> {
              Rule rule = Rule.parse("edit(" + each.pattern() + ")");
              String said = "of vibe heal: " + each.sort().label() + " stays as it is";
              return new Rule(said, rule.kind(), rule.scope());
            })
        .toList();
  }

  /** The end of an attempt is not the end of the run. */
  private void pass(Envelope envelope, EventSink shown) {
    last = Optional.of(envelope);
    if (!(envelope.event() instanceof Event.RunEnded)) {
      shown.accept(envelope);
    }
  }

  private void show(RunResult result, EventSink shown) {
    if (last.isPresent()) {
      Envelope before = last.get();
      shown.accept(
          new Envelope(
              before.seq() + 1,
              host.clock().instant().truncatedTo(ChronoUnit.MILLIS),
              before.sessionId(),
              before.turn(),
              new Event.RunEnded(result)));
    } else {
      watchdog.endEarly(() -> sinks.ended(result));
    }
  }

  private void tell(String line) {
    boolean isText = plan.options().output().format() == RunOptions.Format.TEXT;
    if (isText && plan.options().output().verbosity() != Detail.QUIET) {
      host.err()
          .println(ControlChars.neutraliseLine("vibe: " + host.process().secrets().redact(line)));
    }
  }

  private RunResult result(Healing healing, SessionWorkbench bench) {
    List<RunResult> runs = healing.runs();
    Usage usage = runs.stream().map(RunResult::usage).reduce(Usage.NONE, Usage::plus);
    Optional<RunResult> newest = runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast());
    List<String> files = new ArrayList<>();
    List<String> commits = new ArrayList<>();
    bench
        .session()
        .ifPresent(
            session -> {
              session
                  .conversation()
                  .changes()
                  .files()
                  .forEach(file -> files.add(file.path().relative()));
              commits.addAll(session.conversation().changes().commits());
            });
    boolean stands =
        healing.verdict() == Verdict.HEALED
            || (healing.verdict() == Verdict.RED && terms.rest() == Healer.Rest.KEPT);
    return new RunResult(
        ending(healing),
        switch (telling) {
          case ALL -> healing.text();
          case ONE_LINE -> line(healing, stands ? commits : List.of());
        },
        newest.map(RunResult::sessionId).orElse(plan.sessionId()),
        newest.map(RunResult::model).orElse(""),
        newest.map(RunResult::endpoint).orElse(""),
        runs.stream().mapToInt(RunResult::turns).sum(),
        usage,
        runs.stream().mapToDouble(RunResult::costUsd).sum(),
        Duration.ofNanos(System.nanoTime() - start),
        stands ? files.stream().distinct().toList() : List.of(),
        stands ? commits : List.of(),
        evidence(healing),
        newest.map(RunResult::models).orElse(List.of()),
        Optional.empty(),
        healing.attempts().stream()
            .map(made -> new RunResult.Attempt(made.outcome().word(), made.files(), made.detail()))
            .toList());
  }

  private static RunResult.Evidence evidence(Healing healing) {
    return healing
        .last()
        .filter(last -> !last.isBrokenOff())
        .<RunResult.Evidence>map(
            last -> new RunResult.Evidence.Verified(last.command(), last.exitCode(), last.tree()))
        .orElseGet(RunResult.Evidence.Nothing::new);
  }

  private static String line(Healing healing, List<String> commits) {
    String first = healing.text().lines().findFirst().orElse("");
    return commits.isEmpty()
        ? first
        : first + ", committed as " + commits.getLast().substring(0, SHORT);
  }

  private Ending ending(Healing healing) {
    Optional<ExitCode> asked = host.stop().requested();
    if (asked.isPresent() && healing.verdict() != Verdict.HEALED) {
      Stop stop = Stop.requested(asked.get());
      return new Ending.Badly(stop.exitCode(), stop.problem());
    }
    return switch (healing.verdict()) {
      case PASSES, FLAKY, HEALED ->
          healing
              .problem()
              .<Ending>map(problem -> new Ending.Badly(exit(problem), problem))
              .orElseGet(Ending.Well::new);
      case RED, UNRUNNABLE, STOPPED -> badly(healing);
    };
  }

  private static Ending badly(Healing healing) {
    List<RunResult> runs = healing.runs();
    if (healing.verdict() == Verdict.STOPPED
        && !runs.isEmpty()
        && runs.getLast().ending() instanceof Ending.Badly ended) {
      return ended;
    }
    Problem problem =
        healing.problem().orElseGet(() -> Stop.requested(ExitCode.INTERRUPTED).problem());
    return new Ending.Badly(exit(problem), problem);
  }

  private static ExitCode exit(Problem problem) {
    return problem.code().exit().orElse(ExitCode.FAILED);
  }
}
