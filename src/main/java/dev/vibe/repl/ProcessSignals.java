package dev.vibe.repl;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signals of this process. Names the platform's own types: JLine, which reaches them by reflection,
 * takes longer to load than all else between the command line and the first request.
 */
public final class ProcessSignals {

  private ProcessSignals() {}

  /**
   * Has {@code action} run on a thread of its own whenever the signal comes. A signal that whoever
   * started us wants ignored, as {@code nohup} and background jobs do, stays ignored; one that this
   * platform does not have never comes.
   *
   * @param name without {@code SIG}, e.g. {@code INT}
   */
  public static void on(String name, Runnable action) {
    try {
      Signal signal = new Signal(name);
      SignalHandler before = Signal.handle(signal, received -> action.run());
      if (SignalHandler.SIG_IGN.equals(before)) {
        Signal.handle(signal, before);
      }
    } catch (IllegalArgumentException e) {
      // Not there, or kept by the runtime for itself.
    }
  }
}
