package dev.vibe.agent;

import dev.vibe.agent.VerificationChoice.Wanted;
import dev.vibe.conversation.Message;
import dev.vibe.event.RunResult.Evidence;
import dev.vibe.git.commit.ToolCaches;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.Figures;
import dev.vibe.verify.Verification;
import java.util.Optional;

/**
 * Verification of what a run changed, by the command that the user wants to pass: when it is due,
 * what the model hears of a red one, and which commits have to wait. It runs before the first
 * commit of a state and when the model is done; what it says holds until the next change. Owned by
 * the session's thread.
 */
final class RunVerification {

  private final VerificationTerms terms;
  private final CheckRun checks;
  private final Interrupts interrupts;

  private Optional<Verification> last = Optional.empty();

  /** The state of the files that the last one left behind. */
  private int stateThen;

  private int made;
  private int told;

  /** Whether a call ran since the last one. */
  private boolean hasWorked;

  /** What speaks against the end of a run. */
  sealed interface Verdict {

    /** Nothing. */
    record Fine() implements Verdict {}

    /** It is red, and the model is to hear of that. */
    record Tell(Message.User message) implements Verdict {}

    /** It is red, and stays so. */
    record GiveUp(Stop stop) implements Verdict {}

    /** The run is to end, which broke it off. */
    record BrokenOff() implements Verdict {}
  }

  RunVerification(VerificationTerms terms, CheckRun checks, Interrupts interrupts) {
    this.terms = terms;
    this.checks = checks;
    this.interrupts = interrupts;
  }

  void newRun() {
    last = Optional.empty();
    made = 0;
    told = 0;
    hasWorked = false;
  }

  /** Calls are about to run. */
  void working() {
    hasWorked = true;
  }

  /** To be asked when the model says that it is done. Blocks while the command runs. */
  Verdict atEnd() {
    Optional<Wanted> wanted = due();
    if (wanted.isEmpty() || isGreen()) {
      return new Verdict.Fine();
    }
    if (isCurrent() && !hasWorked) {
      return new Verdict.GiveUp(stillRed(last.orElseThrow()));
    }
    Verification now = verify(wanted.get());
    if (now.isGreen()) {
      return new Verdict.Fine();
    }
    if (now.isBrokenOff()) {
      return new Verdict.BrokenOff();
    }
    return mayTell(wanted.get())
        ? new Verdict.Tell(
            checks.message(
                now, "Repair the cause, not the check; it runs again when you are done."))
        : new Verdict.GiveUp(stillRed(now));
  }

  /**
   * Why a commit has to wait, for the model; empty when it need not. Blocks while the command runs;
   * one that stays red ends the run.
   */
  Optional<String> objection() {
    Optional<Wanted> wanted = due();
    if (wanted.isEmpty() || isGreen()) {
      return Optional.empty();
    }
    if (isCurrent()) {
      return Optional.of(CheckRun.line(last.orElseThrow()) + ", and no file was changed since");
    }
    Verification now = verify(wanted.get());
    if (now.isGreen()) {
      return Optional.empty();
    }
    if (now.isBrokenOff()) {
      return Optional.of("interrupted");
    }
    if (!mayTell(wanted.get())) {
      interrupts.request(stillRed(now));
    }
    String output = checks.output(now);
    return Optional.of(CheckRun.line(now) + (output.isEmpty() ? "" : "\n" + output));
  }

  /** Whether what the run changed must not be committed as it is. */
  boolean holdsCommits() {
    return due().isPresent() && !isGreen();
  }

  Optional<Evidence> evidence() {
    return last.map(now -> new Evidence.Verified(now.command(), now.exitCode(), now.tree()));
  }

  /** What has to pass, if the run changed anything. */
  private Optional<Wanted> due() {
    boolean changed =
        !terms.tally().commits().isEmpty()
            || terms.tally().changedFiles().stream().anyMatch(file -> !ToolCaches.has(file));
    return changed ? terms.choice().wanted() : Optional.empty();
  }

  private boolean isCurrent() {
    return last.isPresent() && stateThen == checks.stateOfFiles();
  }

  private boolean isGreen() {
    return isCurrent() && last.orElseThrow().isGreen();
  }

  private boolean mayTell(Wanted wanted) {
    return ++told <= wanted.attempts();
  }

  private Verification verify(Wanted wanted) {
    Verification now = checks.run(wanted.command(), "verifying", ++made);
    if (now.isBrokenOff()) {
      made--;
      return now;
    }
    last = Optional.of(now);
    stateThen = checks.stateOfFiles();
    hasWorked = false;
    return now;
  }

  private Stop stillRed(Verification now) {
    return new Stop(
        ExitCode.UNVERIFIED,
        new Problem(
            ProblemCode.VERIFICATION_RED,
            "the verification is red: " + now.command(),
            CheckRun.ending(now, " after " + Figures.count(made, "attempt")),
            "run it yourself and look; --verify-attempts gives the model more tries"));
  }
}
