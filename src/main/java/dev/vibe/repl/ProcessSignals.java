package dev.vibe.repl;

import org.jline.utils.Signals;

/** Signals of this process. JLine reaches them without naming the platform's unsupported types. */
public final class ProcessSignals {

  private ProcessSignals() {}

  /**
   * Has {@code action} run on a thread of its own whenever the signal comes. A signal that whoever
   * started us wants ignored, as {@code nohup} and background jobs do, stays ignored.
   *
   * @param name without {@code SIG}, e.g. {@code INT}
   */
  public static void on(String name, Runnable action) {
    Object before = Signals.register(name, action);
    if (before != null && before.equals(ignored())) {
      Signals.unregister(name, before);
    }
  }

  private static Object ignored() {
    try {
      return Class.forName("sun.misc.SignalHandler").getField("SIG_IGN").get(Signals.class);
    } catch (ReflectiveOperationException e) {
      return Signals.class; // equal to no handler
    }
  }
}
