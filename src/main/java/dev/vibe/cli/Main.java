package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StateFolder;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.app.log.LibraryLog;
import dev.vibe.exec.OwnProcess;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.terminal.ProcessSignals;
import dev.vibe.terminal.ScreenGuard;
import dev.vibe.terminal.TerminalCheck;
import dev.vibe.terminal.TtyState;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TimeZone;

/**
 * Entry point of the process, and the only place that touches it: its arguments, environment,
 * streams, signals and exit.
 */
public final class Main {

  private static final List<Path> SYSTEM_FOLDERS =
      List.of(
          Path.of("/usr/bin"),
          Path.of("/bin"),
          Path.of("/usr/sbin"),
          Path.of("/sbin"),
          Path.of("/run/current-system/sw/bin"));

  /** Where containers put users without a home; such a user may not write there. */
  private static final String NO_HOME = "/";

  private Main() {}

  public static void main(String[] argv) {
    System.exit(run(argv));
  }

  private static int run(String[] argv) {
    StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    PrintStream err = stream(FileDescriptor.err);
    System.setProperty(LibraryLog.PROPERTY, LibraryLog.class.getName());
    System.setOut(err); // what a library prints must not get in between what is ours
    ParsedCommand parsed = CommandLineReader.parse(argv);
    int code =
        switch (parsed) {
          case ParsedCommand.Text(String text) -> print(text, out);
          case ParsedCommand.Completions(Shell shell) ->
              print(CompletionScripts.script(shell), out);
          case ParsedCommand.Usage(Problem problem, RunOptions.Format format) ->
              app(new StopSwitch(), out, err).usage(problem, format);
          case ParsedCommand.Work work -> work.run(app(stopSwitch(work.signals()), out, err));
        };
    return out.checked(code, err, unread(parsed));
  }

  private static ParsedCommand.Unread unread(ParsedCommand parsed) {
    return switch (parsed) {
      case ParsedCommand.Text t -> ParsedCommand.Unread.FINE;
      case ParsedCommand.Completions c -> ParsedCommand.Unread.FINE;
      case ParsedCommand.Usage usage -> ParsedCommand.Unread.of(usage.format());
      case ParsedCommand.Work work -> work.unread();
    };
  }

  private static StopSwitch stopSwitch(ParsedCommand.Signals signals) {
    return switch (signals) {
      case END_THE_PROCESS -> new StopSwitch();
      case END_THE_RUN -> stoppable();
      case END_THE_SESSION -> endable();
    };
  }

  private static int print(String text, StandardOutput out) {
    out.stream().print(text);
    return ExitCode.DONE.code();
  }

  private static App app(StopSwitch stop, StandardOutput out, PrintStream err) {
    Map<String, String> environment = UserEnvironment.of(System.getenv(), System::getProperty);
    Path home = home();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    TtyState tty = TtyState.of(System.getProperty("vibe.tty", "?")).orElseGet(TerminalCheck::look);
    return new App(
        new HostEnvironment(
            environment,
            home,
            Path.of("").toAbsolutePath(),
            new HostEnvironment.Streams(
                System.in, shown(out.stream(), tty.output()), shown(err, tty.error())),
            tty,
            clock(),
            new SplittableRandom(),
            Version.text(),
            new HostEnvironment.Platform(
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                temporary,
                Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")),
                SYSTEM_FOLDERS),
            stop,
            OwnProcess.guarded(),
            StateFolder.of(environment, home, temporary)));
  }

  /**
   * A user that the machine does not know, without a variable {@code HOME}, has no home. Java says
   * {@code ?} then, which would be a folder of that name wherever a library uses it.
   */
  private static Path home() {
    Path home = Path.of(System.getProperty("user.home"));
    if (home.isAbsolute()) {
      return home;
    }
    System.setProperty("user.home", NO_HOME);
    return Path.of(NO_HOME);
  }

  /**
   * With the offset that holds now instead of the rules of the zone: to find rules, the platform
   * searches the whole class path for somebody who brings some.
   */
  private static Clock clock() {
    int offset = TimeZone.getDefault().getOffset(System.currentTimeMillis());
    return Clock.system(ZoneOffset.ofTotalSeconds(offset / 1000));
  }

  /** A terminal gets nothing that it would obey; what goes elsewhere stays as it is. */
  private static PrintStream shown(PrintStream stream, boolean isTerminal) {
    return isTerminal
        ? new PrintStream(new ScreenGuard(stream), true, StandardCharsets.UTF_8)
        : stream;
  }

  /** UTF-8, as {@link StandardOutput}. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /**
   * The first signal ends the run in order, with its result record; the second ends the process at
   * once, should the order take too long for the user.
   */
  private static StopSwitch stoppable() {
    StopSwitch stop = ofProcess();
    ProcessSignals.on("INT", () -> stop(stop, ExitCode.INTERRUPTED));
    ProcessSignals.on("TERM", () -> stop(stop, ExitCode.TERMINATED));
    ProcessSignals.on("HUP", () -> stop(stop, ExitCode.TERMINATED));
    return stop;
  }

  /** In a session, Ctrl-C is a key. */
  private static StopSwitch endable() {
    StopSwitch stop = ofProcess();
    ProcessSignals.on("TERM", () -> stop(stop, ExitCode.TERMINATED));
    ProcessSignals.on("HUP", () -> stop(stop, ExitCode.TERMINATED));
    return stop;
  }

  private static void stop(StopSwitch stop, ExitCode as) {
    if (!stop.request(as)) {
      stop.halt(as);
    }
  }

  private static StopSwitch ofProcess() {
    return new StopSwitch(as -> Runtime.getRuntime().halt(as.code()));
  }
}
