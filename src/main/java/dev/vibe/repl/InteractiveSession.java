package dev.vibe.repl;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.repl.edit.History;
import dev.vibe.repl.edit.Vi;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.live.LiveView;
import dev.vibe.repl.state.Action;
import dev.vibe.repl.state.Facts;
import dev.vibe.repl.state.Input;
import dev.vibe.repl.state.Parting;
import dev.vibe.repl.state.Request;
import dev.vibe.repl.state.SessionState;
import dev.vibe.repl.state.SlashCommand;
import dev.vibe.repl.state.Step;
import dev.vibe.repl.state.Update;
import dev.vibe.terminal.JLineTerminal;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Theme;
import dev.vibe.view.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loop of a session at a terminal: takes inputs one by one, lets {@link Update} say what they lead
 * to, does that, and draws. One thread does all of it; what takes long has threads of its own.
 */
public final class InteractiveSession {

  private static final Logger LOG = LoggerFactory.getLogger(InteractiveSession.class);

  /** Between two frames while events come in; keys are shown at once. */
  private static final long FRAME_NANOS = 33_000_000;

  /** Between two frames while only the time goes on. */
  private static final long TICK_NANOS = 100_000_000;

  /** So many inputs are taken before the next frame. */
  private static final int MOST_INPUTS = 2_000;

  private final Start start;
  private final Frontend frontend;
  private final SessionBackend backend;
  private final Inbox inbox;
  private final HistoryFile history;
  private final Worker worker;
  private final LongSupplier nanos;
  private final List<Line> printed = new ArrayList<>();
  private SessionState state;
  private Optional<ExitCode> left = Optional.empty();

  /** Whether the screen shows the state as it was at the moment that it shows. */
  private boolean isDrawn;

  private long shownAt;
  private long drawnAt;

  /**
   * State with which a session begins.
   *
   * @param commands those that can be completed
   * @param prompt what is sent first; empty when nothing is
   * @param history where what was typed in this folder is kept
   * @param vi whether the prompt is edited as Vi does, and how it begins then
   */
  public record Start(
      Facts facts, List<SlashCommand> commands, String prompt, Path history, Vi vi) {}

  InteractiveSession(
      Start start, Frontend frontend, SessionBackend backend, Inbox inbox, LongSupplier nanos) {
    this.start = start;
    this.frontend = frontend;
    this.history = new HistoryFile(start.history());
    this.backend = backend;
    this.inbox = inbox;
    this.worker = new Worker(backend, inbox::add);
    this.nanos = nanos;
    this.state =
        SessionState.start(
                frontend.size(), start.facts(), History.of(history.read()), start.commands())
            .editedBy(start.vi());
  }

  /**
   * A session at the terminal behind the standard streams.
   *
   * @throws IOException when the terminal cannot be opened
   */
  public static InteractiveSession atTerminal(
      Start start, SessionBackend backend, Inbox inbox, Look look, LongSupplier nanos)
      throws IOException {
    Frontend frontend = new TerminalFrontend(JLineTerminal.open(), look);
    return new InteractiveSession(start, frontend, backend, inbox, nanos);
  }

  /** A session without redrawing, on any pair of streams. */
  public static InteractiveSession ofLines(
      Start start, SessionBackend backend, Inbox inbox, Lines lines, LongSupplier nanos) {
    Frontend frontend = new LineFrontend(lines.in(), lines.out(), lines.environment());
    return new InteractiveSession(start, frontend, backend, inbox, nanos);
  }

  /** The streams of a session of lines. */
  public record Lines(InputStream in, PrintStream out, Map<String, String> environment) {}

  /** Leaves the terminal as it was found, whatever the session's thread does; from any thread. */
  public void restore() {
    frontend.close();
  }

  /** Until the user leaves; then everything is closed and the terminal as it was. */
  public ExitCode run() {
    try (frontend) {
      greet();
      draw();
      worker.start();
      frontend.listen(inbox::add);
      if (!start.prompt().isEmpty()) {
        take(new Input.Pressed(new Key.Paste(start.prompt())));
        take(new Input.Pressed(new Key.Press(Key.Name.ENTER)));
      }
      while (left.isEmpty()) {
        round();
      }
      frontend.leave(printed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      inbox.close();
      worker.close();
      backend.close();
    }
    return left.orElse(ExitCode.INTERRUPTED);
  }

  private void greet() {
    printed.add(
        Line.of(Role.STRONG, "vibe ")
            .plus(Line.foreign(Role.FAINT, start.facts().version() + "  " + start.facts().folder()))
            .cut(state.room()));
  }

  private void round() throws InterruptedException {
    Optional<Input> first = await();
    boolean isUrgent = first.isEmpty() || isUrgent(first.get());
    receive(first.orElseGet(Input.Tick::new));
    for (int i = 0; i < MOST_INPUTS && left.isEmpty(); i++) {
      Optional<Input> more = inbox.poll(0);
      if (more.isEmpty()) {
        break;
      }
      isUrgent |= isUrgent(more.get());
      receive(more.get());
    }
    if (isUrgent || nanos.getAsLong() - drawnAt >= FRAME_NANOS) {
      draw();
    }
  }

  /** What moved when it was last shown is shown once more, so that its end is seen, too. */
  private Optional<Input> await() throws InterruptedException {
    if (!isDrawn || !printed.isEmpty()) {
      long left = FRAME_NANOS - (nanos.getAsLong() - drawnAt);
      return left > 0 ? inbox.poll(left) : Optional.empty();
    }
    return state.isMoving(shownAt) && frontend.moves()
        ? inbox.poll(TICK_NANOS)
        : Optional.of(inbox.take());
  }

  /** Whether a person waits for the effect. */
  private static boolean isUrgent(Input input) {
    return !(input instanceof Input.Happened);
  }

  /** A fault of ours must not cost people what they have open: it is told, and work goes on. */
  private void take(Input input) {
    try {
      Step step = Update.apply(state, input, nanos.getAsLong());
      state = step.state();
      isDrawn = false;
      step.actions().forEach(this::act);
    } catch (RuntimeException e) {
      LOG.error("cannot take {}", input.getClass().getName(), e);
      printed.add(
          Line.of(Role.WARNING, "vibe broke on a fault of its own; the log file says more"));
    }
  }

  private void receive(Input input) {
    take(input);
    if (left.isEmpty()) {
      frontend.taken(input);
    }
  }

  private void act(Action action) {
    switch (action) {
      case Action.Print(List<Line> lines) -> printed.addAll(lines);
      case Action.Ask(Request request) -> worker.add(request);
      case Action.Stop() -> worker.stop();
      case Action.Reply reply -> inbox.answer(reply.answer());
      case Action.Tell(Optional<String> answer) -> inbox.tell(answer);
      case Action.SetMode mode -> backend.mode(mode.mode());
      case Action.Remember(String entry) -> history.append(entry);
      case Action.EditOutside outside -> editOutside(outside);
      case Action.Copy(String text) -> frontend.copy(text);
      case Action.Ring() -> frontend.ring();
      case Action.UseTheme(Theme theme) -> frontend.use(theme);
      case Action.Redraw() -> frontend.redraw(state.size());
      case Action.Suspend() -> {
        draw();
        frontend.suspend();
      }
      case Action.Leave(ExitCode as) -> {
        printed.addAll(Parting.farewell(state));
        left = Optional.of(as);
      }
    }
  }

  private void editOutside(Action.EditOutside outside) {
    draw();
    try {
      take(new Input.EditedOutside(frontend.edit(outside.text(), outside.name())));
    } catch (VibeException e) {
      take(
          new Input.Told(
              List.of(
                  Line.foreign(Role.WARNING, e.problem().what() + ": " + e.problem().cause()))));
    }
  }

  private void draw() {
    shownAt = nanos.getAsLong();
    frontend.draw(printed, LiveView.of(state, shownAt));
    printed.clear();
    isDrawn = true;
    drawnAt = nanos.getAsLong();
  }
}
