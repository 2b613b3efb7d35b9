package dev.vibe.app.run;

import dev.vibe.app.host.HostEnvironment;

/** Log of a command that comes in on standard input. */
public final class PipedLog {

  private PipedLog() {}

  /** Blocks until it ends; empty at a terminal, and when nothing comes. */
  public static String read(HostEnvironment host) {
    return host.tty().input()
        ? ""
        : PipedInput.read(host.streams().in(), host.stop(), host.err()::println);
  }
}
