package dev.vibe.agent;

import dev.vibe.agent.VerificationChoice.Wanted;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.event.RunResult.Evidence;
import dev.vibe.git.commit.ToolCaches;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.Figures;
import dev.vibe.text.Truncation;
import dev.vibe.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Verification of what a run changed, by the command that the user wants to pass: when it is due,
 * what the model hears of a red one, and which commits have to wait. It runs before the first
 * commit of a state and when the model is done; what it says holds until the next change. Owned by
 * the session's thread.
 */
final class RunVerification {

  /** Lines of the output in a problem, the last ones, and characters of each. */
  private static final int LINES_SHOWN = 3;

  private static final Truncation.Keep LINE = new Truncation.Keep(120, 40);

  private final VerificationTerms terms;
  private final SideEffects sideEffects;
  private final Interrupts interrupts;
  private final EventBus bus;
  private final WindowRoom room;

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

  RunVerification(
      ToolEnvironment environment,
      SideEffects sideEffects,
      Interrupts interrupts,
      Hearing hearing) {
    this.terms = environment.verification();
    this.sideEffects = sideEffects;
    this.interrupts = interrupts;
    this.bus = hearing.bus();
    this.room = hearing.room();
  }

  /** Who hears of it, and how much. */
  record Hearing(EventBus bus, WindowRoom room) {}

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
        ? new Verdict.Tell(message(now))
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
      return Optional.of(line(last.orElseThrow()) + ", and no file was changed since");
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
    String output = output(now);
    return Optional.of(line(now) + (output.isEmpty() ? "" : "\n" + output));
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
    return last.isPresent() && stateThen == terms.tally().stateOfFiles();
  }

  private boolean isGreen() {
    return isCurrent() && last.orElseThrow().isGreen();
  }

  private boolean mayTell(Wanted wanted) {
    return ++told <= wanted.attempts();
  }

  private Verification verify(Wanted wanted) {
    String command = wanted.command();
    bus.publish(new Event.Progressed("verifying: " + command));
    sideEffects.watch(new Effect.Run(command, ""), "verify: " + command);
    Verification now;
    try {
      now = interrupts.during(() -> terms.verifier().verify(command));
    } finally {
      sideEffects.collectOfVerification();
    }
    if (!now.isBrokenOff()) {
      last = Optional.of(now);
      stateThen = terms.tally().stateOfFiles();
      hasWorked = false;
      bus.publish(new Event.Verified(command, now.exitCode(), now.tree(), ++made, now.took()));
    }
    return now;
  }

  private static String line(Verification now) {
    return now.command() + " must pass, and does not: " + now.how();
  }

  private String output(Verification now) {
    return now.output(room.ofResult(1));
  }

  private Message.User message(Verification now) {
    String output = output(now);
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part.Text(
            line(now)
                + now.kept().map(kept -> ". " + kept).orElse("")
                + (output.isEmpty() ? ". It wrote nothing" : "")
                + ". Repair the cause, not the check; it runs again when you are done."));
    if (!output.isEmpty()) {
      parts.add(new Part.Attachment("output of " + now.command(), output));
    }
    return new Message.User(parts);
  }

  private static String end(Verification now) {
    List<String> lines =
        now.output(Integer.MAX_VALUE / 2).lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()).stream()
        .map(line -> Truncation.chars(line.strip(), LINE).text().replace('\n', ' '))
        .collect(Collectors.joining(" / "));
  }

  private Stop stillRed(Verification now) {
    String end = end(now);
    return new Stop(
        ExitCode.UNVERIFIED,
        new Problem(
            ProblemCode.VERIFICATION_RED,
            "the verification is red: " + now.command(),
            now.how()
                + " after "
                + Figures.count(made, "attempt")
                + (end.isEmpty() ? "" : "; it ends with: " + end),
            "run it yourself and look; --verify-attempts gives the model more tries"));
  }
}
