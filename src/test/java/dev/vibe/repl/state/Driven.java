package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.repl.edit.History;
import dev.vibe.repl.edit.Vi;
import dev.vibe.repl.key.Key;
import dev.vibe.repl.live.LiveView;
import dev.vibe.view.ScreenSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A session without a terminal: inputs go in, actions and the state are looked at. */
public final class Driven {

  private static final long TICK_NANOS = 100_000_000;

  private SessionState state;
  private final List<Action> actions = new ArrayList<>();
  private long now;
  private long seq;

  public Driven(int columns, int rows) {
    Facts facts =
        new Facts(
            new Facts.Place("1.0", "~/work"),
            new Facts.Connection("", "", "id"),
            Mode.ASK,
            0,
            Facts.Repository.NONE);
    state =
        SessionState.start(
            new ScreenSize(columns, rows), facts, History.of(List.of()), SlashCommand.builtins());
  }

  /** Ready for prompts. */
  public static Driven connected(int columns, int rows) {
    return new Driven(columns, rows)
        .give(new Input.Connected(new Facts.Connection("devstral", "http://x/v1", "id")));
  }

  /** With a run that goes on. */
  static Driven running() {
    return connected(80, 24).send("go");
  }

  /** With a prompt that is edited so. */
  public Driven with(Vi vi) {
    state = state.editedBy(vi);
    return this;
  }

  public Driven give(Input input) {
    Step step = Update.apply(state, input, now);
    state = step.state();
    actions.addAll(step.actions());
    return this;
  }

  public Driven event(Event event) {
    return give(new Input.Happened(new Envelope(++seq, Instant.EPOCH, "id", 1, event)));
  }

  public Driven type(String text) {
    text.codePoints()
        .forEach(point -> give(new Input.Pressed(new Key.Text(Character.toString(point)))));
    return this;
  }

  public Driven press(Key.Name... names) {
    for (Key.Name name : names) {
      give(new Input.Pressed(new Key.Press(name)));
    }
    return this;
  }

  /** Sends a prompt; the run has begun. */
  public Driven send(String text) {
    return type(text).press(Key.Name.ENTER).event(new Event.UserSaid(Message.User.text(text)));
  }

  public Driven ended(ExitCode code) {
    return ended(code, Duration.ofSeconds(1), "the answer");
  }

  /** The run has ended well, with these words. */
  Driven answered(String answer) {
    return ended(ExitCode.DONE, Duration.ofSeconds(1), answer);
  }

  /** The run has ended well, after so long. */
  public Driven ended(Duration took) {
    return ended(ExitCode.DONE, took, "the answer");
  }

  private Driven ended(ExitCode code, Duration took, String answer) {
    RunResult.Ending ending =
        code == ExitCode.DONE
            ? new RunResult.Ending.Well()
            : new RunResult.Ending.Badly(
                code, new Problem(ProblemCode.INTERNAL_ERROR, "it failed", "why", "try"));
    return event(
        new Event.RunEnded(
            new RunResult(
                ending,
                answer,
                "id",
                "devstral",
                "http://x/v1",
                1,
                Usage.NONE,
                0,
                took,
                List.of(),
                List.of(),
                List.of())));
  }

  /** So much later, with the driver's ticks between. */
  public Driven after(Duration time) {
    long end = now + time.toNanos();
    while (now < end) {
      now = Math.min(end, now + TICK_NANOS);
      give(new Input.Tick());
    }
    return this;
  }

  public SessionState state() {
    return state;
  }

  public long now() {
    return now;
  }

  public List<Action> actions() {
    return List.copyOf(actions);
  }

  /** All that was printed, line by line. */
  public List<String> printed() {
    return actions.stream()
        .filter(action -> action instanceof Action.Print)
        .flatMap(action -> ((Action.Print) action).lines().stream())
        .map(line -> line.text())
        .toList();
  }

  public <T extends Action> List<T> all(Class<T> type) {
    return actions.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** What was asked for behind the screen. */
  List<Request> asked() {
    return all(Action.Ask.class).stream().map(Action.Ask::request).toList();
  }

  /** The bottom of the screen, as text. */
  String screen() {
    return String.join(
        "\n", LiveView.of(state, now).lines().stream().map(line -> line.text()).toList());
  }
}
