package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.StopSwitch;
import dev.vibe.app.Surroundings;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.repl.TerminalCheck;
import dev.vibe.repl.TtyState;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** The only place that touches the process: its arguments, environment, streams, signals and exit. */
public final class Main {

  private Main() {}

  public static void main(String[] argv) {
    System.exit(run(argv));
  }

  private static int run(String[] argv) {
    return switch (ArgvParser.parse(argv)) {
      case ParsedCommand.Help(String text) -> print(text);
      case ParsedCommand.VersionText(String text) -> print(text + "\n");
      case ParsedCommand.Usage(Problem problem) -> app(new StopSwitch()).usage(problem);
      case ParsedCommand.ConfigShow show ->
          app(new StopSwitch()).showConfig(show.where(), show.flags(), show.form());
      case ParsedCommand.ConfigPath path -> app(new StopSwitch()).showConfigPaths(path.where());
      case ParsedCommand.Run run -> app(stoppable()).run(run.options());
      case ParsedCommand.Demo demo -> app(stoppable()).demo(demo.output(), demo.flags());
    };
  }

  private static int print(String text) {
    PrintStream out = stream(FileDescriptor.out);
    out.print(text);
    out.flush();
    return 0;
  }

  private static App app(StopSwitch stop) {
    return new App(
        new Surroundings(
            System.getenv(),
            Path.of(System.getProperty("user.home")),
            Path.of("").toAbsolutePath(),
            new Surroundings.Streams(
                System.in, stream(FileDescriptor.out), stream(FileDescriptor.err)),
            TtyState.of(System.getProperty("vibe.tty", "?")).orElseGet(TerminalCheck::look),
            Clock.systemDefaultZone(),
            RandomGenerator.getDefault(),
            Version.text(),
            System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            stop));
  }

  /** UTF-8 whatever the locale says: what goes through is files and JSON, not the locale's words. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /**
   * The first signal ends the run in order, with its result record; the second ends the process at once,
   * should the order take too long for the user.
   */
  private static StopSwitch stoppable() {
    StopSwitch stop = new StopSwitch();
    AtomicInteger signals = new AtomicInteger();
    handle("INT", ExitCode.INTERRUPTED, stop, signals);
    handle("TERM", ExitCode.TERMINATED, stop, signals);
    handle("HUP", ExitCode.TERMINATED, stop, signals);
    return stop;
  }

  private static void handle(String name, ExitCode as, StopSwitch stop, AtomicInteger signals) {
    Signal signal = new Signal(name);
    SignalHandler before =
        Signal.handle(
            signal,
            received -> {
              if (signals.incrementAndGet() > 1) {
                Runtime.getRuntime().halt(as.code());
              }
              stop.request(as);
            });
    if (before.equals(SignalHandler.SIG_IGN)) {
      Signal.handle(signal, before); // nohup, or a shell's background job: whoever started us said so
    }
  }
}
