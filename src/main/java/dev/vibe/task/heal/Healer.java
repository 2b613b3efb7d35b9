package dev.vibe.task.heal;

import dev.vibe.event.RunResult;
import dev.vibe.exec.ProcessResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.task.Task;
import dev.vibe.task.heal.HealAttempt.Outcome;
import dev.vibe.task.heal.Healing.Verdict;
import dev.vibe.task.heal.Workbench.Verified;
import dev.vibe.verify.report.Failure;
import dev.vibe.verify.report.FailureReport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Healer of a command that fails: tells a flaky one from a broken one, has a model try so often,
 * and keeps only what helps. Owned by one thread.
 */
public final class Healer {

  private static final int CANNOT_RUN = 126;
  private static final int NOT_FOUND = 127;
  private static final int MOST_NAMES = 5;
  private static final int LONGEST_SUBJECT = 70;

  /** Of the diff of an attempt that the next one is told, in characters. */
  private static final int LONGEST_DIFF = 1_500;

  private static final Set<ProblemCode> LIMITS =
      EnumSet.of(ProblemCode.LIMIT_TURNS, ProblemCode.LIMIT_TOKENS, ProblemCode.LIMIT_COST);

  private final Workbench bench;
  private final Terms terms;
  private final List<HealAttempt> attempts = new ArrayList<>();
  private final List<RunResult> runs = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<String> part = Optional.empty();

  /**
   * Terms of a healing.
   *
   * @param command for the shell
   * @param most attempts
   * @param hint what the user says of it; may be empty
   */
  public record Terms(String command, int most, Rest rest, Protection protection, String hint) {
    public Terms {
      if (most < 1) {
        throw new IllegalArgumentException("at least one attempt: " + most);
      }
    }
  }

  /** What becomes of the best attempt when none is good enough. */
  public enum Rest {
    TAKEN_BACK,
    KEPT
  }

  public Healer(Workbench bench, Terms terms) {
    this.bench = bench;
    this.terms = terms;
  }

  /** Heals; whatever the outcome, the files are as that says. */
  public Healing heal() throws InterruptedException {
    Verified first = run(terms.command());
    if (first.verification().isBrokenOff()) {
      return ended(Verdict.STOPPED, first, Optional.empty());
    }
    if (first.isGreen()) {
      return ended(Verdict.PASSES, first, Optional.empty());
    }
    if (isUnrunnable(first)) {
      return ended(Verdict.UNRUNNABLE, first, Optional.of(unrunnable(first)));
    }
    part = FailingPart.of(terms.command(), first.report());
    Verified again = again(first);
    if (again.verification().isBrokenOff()) {
      return ended(Verdict.STOPPED, again, Optional.empty());
    }
    if (again.isGreen()) {
      notes.add("failed the first time: " + names(first.report()));
      return ended(Verdict.FLAKY, again, Optional.empty());
    }
    return attempts(first);
  }

  /** Whether the shell could not even start the program that the command names. */
  private boolean isUnrunnable(Verified first) {
    int code = first.verification().exitCode();
    String program = terms.command().strip().replaceFirst("(?s)\\s.*", "");
    return first.verification().result().ending() == ProcessResult.Ending.EXITED
        && (code == NOT_FOUND || code == CANNOT_RUN)
        && Pattern.compile(
                "(?m)"
                    + Pattern.quote(program)
                    + ": (?:command not found|No such file|Permission denied|Is a directory)")
            .matcher(first.verification().result().output().head())
            .find();
  }

  /** Once more unchanged: the red part, and the whole where that is green. */
  private Verified again(Verified first) throws InterruptedException {
    if (part.isPresent()) {
      Verified narrow = run(part.get());
      boolean isSame = !narrow.isGreen() && FailingPart.isPartOf(narrow.report(), first.report());
      if (isSame || narrow.verification().isBrokenOff()) {
        return narrow;
      }
      part = Optional.empty(); // it does not choose what it should
    }
    return run(terms.command());
  }

  private Healing attempts(Verified first) throws InterruptedException {
    Verified best = first;
    for (int number = 1; number <= terms.most(); number++) {
      bench.say(
          "attempt " + number + " of " + terms.most() + ": " + HealPrompt.count(best.report()));
      bench.begin();
      RunResult run = bench.run(new Task(prompt(best)));
      runs.add(run);
      Optional<Problem> fatal = fatal(run);
      if (fatal.isPresent()) {
        attempts.add(attempt(number, Outcome.BROKEN_OFF, fatal.get().what()));
        bench.takeBack().ifPresent(this::note);
        return rested(Verdict.STOPPED, best, fatal);
      }
      Optional<Problem> limit = limit(run);
      if (limit.isPresent() && run.turns() == 0) {
        return rested(Verdict.RED, best, limit);
      }
      Verified now = judged(number, first, best);
      if (now.verification().isBrokenOff()) {
        bench.takeBack().ifPresent(this::note);
        return rested(Verdict.STOPPED, best, Optional.empty());
      }
      switch (attempts.getLast().outcome()) {
        case GREEN -> {
          return healed(first, now);
        }
        case BETTER -> {
          best = now;
          part = FailingPart.of(terms.command(), best.report());
        }
        case NO_BETTER, WORSE, REFUSED, BROKEN_OFF -> bench.takeBack().ifPresent(this::note);
        case UNCHANGED -> {}
      }
      bench.say(attempts.getLast().line());
      if (limit.isPresent()) {
        return rested(Verdict.RED, best, limit);
      }
    }
    return rested(Verdict.RED, best, Optional.of(stillRed(best)));
  }

  /** Adds what the attempt came to; gives the last run of the command, or the best without one. */
  private Verified judged(int number, Verified first, Verified best) throws InterruptedException {
    List<ChangedSource> changes = bench.changes();
    if (changes.isEmpty()) {
      List<String> refused = bench.refusals().stream().distinct().limit(MOST_NAMES).toList();
      attempts.add(
          refused.isEmpty()
              ? attempt(number, Outcome.UNCHANGED, "")
              : attempt(number, Outcome.REFUSED, "not allowed: " + String.join(", ", refused)));
      return best;
    }
    List<String> wrong = WeakenedTests.in(changes, terms.protection());
    if (!wrong.isEmpty()) {
      attempts.add(attempt(number, Outcome.REFUSED, String.join("; ", wrong)));
      return best;
    }
    if (part.isPresent()) {
      Verified narrow = run(part.get());
      if (narrow.verification().isBrokenOff()) {
        attempts.add(attempt(number, Outcome.BROKEN_OFF, ""));
        return narrow;
      }
      if (!narrow.isGreen()) {
        attempts.add(compared(number, best, narrow));
        return narrow;
      }
    }
    Verified whole = run(terms.command());
    if (whole.verification().isBrokenOff()) {
      attempts.add(attempt(number, Outcome.BROKEN_OFF, ""));
    } else if (!whole.isGreen()) {
      attempts.add(compared(number, best, whole));
    } else if (!whole.putBack().isEmpty()) {
      attempts.add(
          attempt(
              number,
              Outcome.REFUSED,
              "with it the command changes " + String.join(", ", whole.putBack())));
    } else if (whole.ran() >= 0 && first.ran() > whole.ran()) {
      attempts.add(
          attempt(
              number,
              Outcome.REFUSED,
              whole.ran()
                  + (whole.ran() == 1 ? " test" : " tests")
                  + " ran instead of "
                  + first.ran()));
    } else {
      attempts.add(attempt(number, Outcome.GREEN, ""));
    }
    return whole;
  }

  private HealAttempt compared(int number, Verified before, Verified now) {
    FailureReport then = before.report();
    FailureReport report = now.report();
    String figures =
        report.isBroken() && !then.isBroken()
            ? "it does not compile or load any more: " + names(report)
            : report.failed()
                + (report.failed() == 1 ? " failure" : " failures")
                + " instead of "
                + then.failed()
                + ": "
                + names(report);
    return attempt(number, compared(then, report), figures);
  }

  /** More failures are worse, and so is what does not compile any more; else it has to differ. */
  private static Outcome compared(FailureReport then, FailureReport now) {
    if (now.isBroken() != then.isBroken()) {
      return now.isBroken() ? Outcome.WORSE : Outcome.BETTER;
    }
    if (now.failed() != then.failed()) {
      return now.failed() > then.failed() ? Outcome.WORSE : Outcome.BETTER;
    }
    boolean isOther = now.isDetailed() && then.isDetailed() && !now.titles().equals(then.titles());
    return isOther ? Outcome.BETTER : Outcome.NO_BETTER;
  }

  private HealAttempt attempt(int number, Outcome outcome, String detail) {
    List<String> files =
        bench.changes().stream().map(ChangedSource::path).limit(MOST_NAMES).toList();
    boolean stands = outcome == Outcome.GREEN || files.isEmpty();
    return new HealAttempt(number, outcome, files, detail, stands ? "" : bench.diff(LONGEST_DIFF));
  }

  private Verified run(String command) throws InterruptedException {
    bench.say("running " + command);
    Verified verified = bench.verify(command);
    if (!verified.putBack().isEmpty()) {
      notes.add("put back after the command: " + String.join(", ", verified.putBack()));
    }
    return verified;
  }

  private String prompt(Verified best) {
    int room = bench.room();
    String excerpts = bench.excerpts(best.report(), room * 35 / 100);
    return HealPrompt.of(
        new HealPrompt.Parts(
            terms.command(),
            terms.hint(),
            best.report(),
            terms.protection().words(),
            excerpts,
            attempts),
        room);
  }

  private Healing healed(Verified first, Verified now) {
    Optional<Problem> commit = bench.commit(message(first.report()));
    if (commit.filter(each -> each.code() == ProblemCode.NO_REPOSITORY).isPresent()) {
      notes.add("not committed: there is no repository here");
      commit = Optional.empty();
    }
    return ended(Verdict.HEALED, now, commit);
  }

  /** As it was before, or with the best attempt. */
  private Healing rested(Verdict verdict, Verified best, Optional<Problem> problem) {
    boolean stands = attempts.stream().anyMatch(each -> each.outcome() == Outcome.BETTER);
    if (stands && terms.rest() == Rest.KEPT && verdict == Verdict.RED) {
      notes.add(
          "the best attempt is kept, not committed: " + names(best.report()) + " still fails");
    } else if (stands) {
      bench.takeBackAll().ifPresent(this::note);
      notes.add("everything is as it was before");
    } else {
      notes.add("everything is as it was before");
    }
    return ended(verdict, best, problem);
  }

  private Healing ended(Verdict verdict, Verified last, Optional<Problem> problem) {
    return new Healing(
        verdict, terms.command(), Optional.of(last.verification()), attempts, runs, notes, problem);
  }

  private void note(Problem problem) {
    notes.add(problem.what() + (problem.cause().isEmpty() ? "" : ": " + problem.cause()));
  }

  /** Why no further attempt makes sense: not what a model did, but what it runs on. */
  private static Optional<Problem> fatal(RunResult run) {
    return run.ending() instanceof RunResult.Ending.Badly(ExitCode exitCode, Problem problem)
        ? switch (exitCode) {
          case TIMEOUT, UNREACHABLE, UNAUTHORIZED, INTERRUPTED, TERMINATED, USAGE ->
              Optional.of(problem);
          case DONE, FAILED, LIMIT, REFUSED, UNVERIFIED, UNCHANGED -> Optional.empty();
        }
        : Optional.empty();
  }

  /** The limit of the whole healing that a run reached; a further attempt could do nothing. */
  private static Optional<Problem> limit(RunResult run) {
    return run.ending() instanceof RunResult.Ending.Badly(ExitCode exitCode, Problem problem)
            && LIMITS.contains(problem.code())
        ? Optional.of(problem)
        : Optional.empty();
  }

  private static String names(FailureReport report) {
    List<String> titles = report.failures().stream().map(Failure::title).toList();
    String some = titles.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = report.failed() - Math.min(MOST_NAMES, titles.size());
    return more > 0 ? some + " and " + more + " more" : some;
  }

  private String message(FailureReport report) {
    List<String> tests = report.tests();
    String what = tests.isEmpty() ? terms.command() : tests.getFirst();
    String subject = "Fix " + what + (tests.size() > 1 ? " and others" : "");
    String bounded =
        subject.length() > LONGEST_SUBJECT
            ? subject.substring(0, LONGEST_SUBJECT - 1) + "…"
            : subject;
    String answer = runs.getLast().answer().lines().findFirst().orElse("").strip();
    return answer.isEmpty() ? bounded : bounded + "\n\n" + answer;
  }

  private Problem stillRed(Verified best) {
    return new Problem(
        ProblemCode.NOT_HEALED,
        "`" + terms.command() + "` still fails",
        (attempts.size() == 1 ? "one attempt: " : attempts.size() + " attempts: ")
            + names(best.report()),
        terms.rest() == Rest.KEPT
            ? "look at what was tried, and give more --max-attempts"
            : "look at what was tried; --max-attempts gives more, --keep leaves the best attempt");
  }

  private Problem unrunnable(Verified first) {
    return new Problem(
        ProblemCode.COMMAND_UNUSABLE,
        "`" + terms.command() + "` cannot be run",
        first.report().failures().getFirst().said().lines().findFirst().orElse(""),
        "vibe heal -- COMMAND   with a command that runs here");
  }
}
