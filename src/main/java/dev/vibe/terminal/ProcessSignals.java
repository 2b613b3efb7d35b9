package dev.vibe.terminal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Handler of the signals of this process. The platform's own types are reached by reflection,
 * because a build for a release of the platform cannot name them; JLine does the same, but takes
 * longer to load than all else between the command line and the first request.
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
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Method handle = signals.getMethod("handle", signals, handlers);
      Object signal = signals.getConstructor(String.class).newInstance(name);
      Object handler =
          Proxy.newProxyInstance(
              ProcessSignals.class.getClassLoader(),
              new Class<?>[] {handlers},
              (proxy, method, arguments) -> {
                action.run();
                return signal;
              });
      Object before = handle.invoke(signals, signal, handler);
      if (handlers.getField("SIG_IGN").get(handlers).equals(before)) {
        handle.invoke(signals, signal, before);
      }
    } catch (InvocationTargetException e) {
      // Not there, or kept by the runtime for itself.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java runtime handles no signals", e);
    }
  }
}
