package dev.vibe.app;

import dev.vibe.approval.Approver;
import dev.vibe.headless.Channel;
import dev.vibe.headless.ColorPolicy;
import dev.vibe.repl.TerminalApprover;
import dev.vibe.text.Palette;

/** The person at the terminal that the process was started from. */
final class TerminalPerson {

  private TerminalPerson() {}

  /** Whether standard streams lead to one. */
  static boolean isThere(Surroundings surroundings) {
    return surroundings.tty().error()
        || (surroundings.tty().input() && surroundings.tty().output());
  }

  /** That person, or nobody. */
  static Approver approver(Surroundings surroundings) {
    if (!isThere(surroundings)) {
      return Approver.nobody();
    }
    Palette palette =
        new ColorPolicy(ColorPolicy.Wish.AS_USUAL, surroundings.environment())
            .palette(Channel.Target.TERMINAL);
    String terminal = surroundings.environment().getOrDefault("TERM", "dumb");
    return TerminalApprover.ofProcess(terminal, palette, System::nanoTime);
  }
}
