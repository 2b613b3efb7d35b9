package dev.vibe.app.run;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Approver;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.RunResult;
import dev.vibe.headless.JsonOutput;
import dev.vibe.headless.JsonOutput.Form;
import dev.vibe.headless.TextOptions;
import dev.vibe.headless.TextOptions.Motion;
import dev.vibe.headless.TextOutput;
import dev.vibe.repl.TerminalApprover;
import dev.vibe.terminal.TerminalCheck;
import dev.vibe.text.ColorChoice;
import dev.vibe.text.ControlChars;
import dev.vibe.view.Channel;
import dev.vibe.view.Channel.Target;
import dev.vibe.view.ColorPolicy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Output of a one-shot run, with who answers its questions. */
public final class RunSinks implements AutoCloseable {

  private final HostEnvironment host;
  private final RunOptions.Output output;
  private final ColorPolicy colors;
  private final Channel err;
  private final JsonOutput json;
  private final TextOutput text;
  private final Optional<OutputFolder> folder;
  private final List<EventSink> watchers = new CopyOnWriteArrayList<>();

  /**
   * Chooses by the options and by what the streams lead to.
   *
   * @param logFile of the session, shown with {@code --verbose}; empty when there is none
   */
  public RunSinks(
      HostEnvironment host, RunOptions.Output output, ColorChoice color, String logFile) {
    this.folder = OutputFolder.of(host, output);
    this.host = host;
    this.output = output;
    this.colors = new ColorPolicy(color, host.environment());
    Channel out = channel(host.out(), host.tty().output());
    this.err = channel(host.err(), host.tty().error());
    Form form = output.format() == RunOptions.Format.STREAM_JSON ? Form.STREAM : Form.RESULT;
    this.json = new JsonOutput(form, host.out(), host.err(), output.verbosity());
    Motion motion = colors.moves(err.target()) ? Motion.MOVING : Motion.STILL;
    this.text =
        new TextOutput(
            out,
            err,
            new TextOptions(output.verbosity(), motion, TerminalCheck::errorColumns, logFile),
            System::nanoTime);
  }

  /** Has it told of everything, before the rest; to be called before the run begins. */
  void watch(EventSink watcher) {
    watchers.add(watcher);
  }

  /**
   * All that hear of the run; what is kept is kept before the result is shown.
   *
   * @param root of the workspace
   */
  EventSink sink(Path root) {
    EventSink shown =
        switch (output.format()) {
          case TEXT -> text;
          case JSON, STREAM_JSON -> json;
        };
    List<EventSink> all = new ArrayList<>(watchers);
    folder.ifPresent(
        kept -> {
          kept.awayFrom(root);
          all.add(kept);
        });
    all.add(shown);
    return all.size() == 1 ? shown : envelope -> all.forEach(sink -> sink.accept(envelope));
  }

  /** Shows the result of a run that needed no session. */
  void ended(RunResult result) {
    boolean isWell = result.ending() instanceof RunResult.Ending.Well;
    if (output.format() == RunOptions.Format.TEXT && !result.answer().isEmpty()) {
      (isWell ? host.out() : host.err()).println(ControlChars.neutralise(result.answer()));
    }
    if (output.format() == RunOptions.Format.TEXT && isWell) {
      folder.ifPresent(kept -> kept.endedEarly(result));
    } else {
      endedEarly(result);
    }
  }

  /** Shows a run that ended before it had a session. */
  public void endedEarly(RunResult result) {
    folder.ifPresent(kept -> kept.endedEarly(result));
    switch (output.format()) {
      case TEXT ->
          host.err()
              .println(
                  switch (result.ending()) {
                    case RunResult.Ending.Well() -> "";
                    case RunResult.Ending.Badly badly ->
                        ControlChars.neutralise(badly.problem().render());
                  });
      case JSON -> json.result(result);
      case STREAM_JSON ->
          json.accept(
              new Envelope(
                  1,
                  host.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                  result.sessionId(),
                  0,
                  new Event.RunEnded(result)));
    }
  }

  /** The person at the terminal; nobody when no standard stream leads to one. */
  Approver approver() {
    boolean someoneIsThere = host.tty().error() || (host.tty().input() && host.tty().output());
    if (!someoneIsThere) {
      return Approver.nobody();
    }
    Approver terminal =
        TerminalApprover.ofProcess(
            host.environment().getOrDefault("TERM", "dumb"), err.palette(), System::nanoTime);
    return question -> text.paused(() -> terminal.ask(question));
  }

  @Override
  public void close() {
    text.close();
  }

  private Channel channel(PrintStream stream, boolean isTerminal) {
    Target target = isTerminal ? Target.TERMINAL : Target.ELSEWHERE;
    return new Channel(stream, target, colors.palette(target));
  }
}
