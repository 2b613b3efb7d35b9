package dev.vibe.agent;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.text.Truncation;
import dev.vibe.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runner of the commands by which the user judges a run, and the words for what came of one. What
 * such a command changes is undone with the run. Owned by the session's thread.
 */
final class CheckRun {

  /** Lines of the output in a problem, the last ones, and characters of each. */
  private static final int LINES_SHOWN = 3;

  private static final Truncation.Keep LINE = new Truncation.Keep(120, 40);

  private final VerificationTerms terms;
  private final SideEffects sideEffects;
  private final Interrupts interrupts;
  private final EventBus bus;
  private final WindowRoom room;

  CheckRun(
      VerificationTerms terms, SideEffects sideEffects, Interrupts interrupts, Hearing hearing) {
    this.terms = terms;
    this.sideEffects = sideEffects;
    this.interrupts = interrupts;
    this.bus = hearing.bus();
    this.room = hearing.room();
  }

  /** Who hears of it, and how much. */
  record Hearing(EventBus bus, WindowRoom room) {}

  /**
   * Blocks while the command runs; an interrupt breaks it off, and then nobody hears of it.
   *
   * @param doing what that is for, for people
   * @param attempt which one of the run it is, from 1
   */
  Verification run(String command, String doing, int attempt) {
    bus.publish(new Event.Progressed(doing + ": " + command));
    sideEffects.watch(new Effect.Run(command, ""), "verify: " + command);
    Verification now;
    try {
      now = interrupts.during(() -> terms.verifier().verify(command));
    } finally {
      sideEffects.collectOfVerification();
    }
    if (!now.isBrokenOff()) {
      bus.publish(new Event.Verified(command, now.exitCode(), now.tree(), attempt, now.took()));
    }
    return now;
  }

  /** A number that another state of the files does not have. */
  int stateOfFiles() {
    return terms.tally().stateOfFiles();
  }

  static String line(Verification red) {
    return red.command() + " must pass, and does not: " + red.how();
  }

  /** As much of its output as the window has room for. */
  String output(Verification made) {
    return made.output(room.ofResult(1));
  }

  /** What the model hears of one that is red. */
  Message.User message(Verification red, String advice) {
    String output = output(red);
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part.Text(
            line(red)
                + red.kept().map(kept -> ". " + kept).orElse("")
                + (output.isEmpty() ? ". It wrote nothing" : "")
                + ". "
                + advice));
    if (!output.isEmpty()) {
      parts.add(new Part.Attachment("output of " + red.command(), output));
    }
    return new Message.User(parts);
  }

  /** How one ended and the end of what it wrote, in one line for people. */
  static String ending(Verification red, String afterWhat) {
    List<String> lines =
        red.output(Integer.MAX_VALUE / 2).lines().filter(line -> !line.isBlank()).toList();
    String end =
        lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()).stream()
            .map(line -> Truncation.chars(line.strip(), LINE).text().replace('\n', ' '))
            .collect(Collectors.joining(" / "));
    return red.how() + afterWhat + (end.isEmpty() ? "" : "; it ends with: " + end);
  }
}
