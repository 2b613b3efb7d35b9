package dev.vibe.app.run;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Approver;
import dev.vibe.repl.TerminalApprover;
import dev.vibe.text.ColorChoice;
import dev.vibe.text.Palette;
import dev.vibe.view.Channel;
import dev.vibe.view.ColorPolicy;

/** Finder of the person at the terminal that the process was started from. */
public final class PersonAtTerminal {

  private PersonAtTerminal() {}

  /** Whether standard streams lead to one. */
  private static boolean isThere(HostEnvironment host) {
    return host.tty().error() || (host.tty().input() && host.tty().output());
  }

  /** That person, or nobody. */
  public static Approver approver(HostEnvironment host) {
    if (!isThere(host)) {
      return Approver.nobody();
    }
    Palette palette =
        new ColorPolicy(ColorChoice.AUTO, host.environment()).palette(Channel.Target.TERMINAL);
    String terminal = host.environment().getOrDefault("TERM", "dumb");
    return TerminalApprover.ofProcess(terminal, palette, System::nanoTime);
  }
}
