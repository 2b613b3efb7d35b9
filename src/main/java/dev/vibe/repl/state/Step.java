package dev.vibe.repl.state;

import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolNames;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Outcome of an input: the next state, and what the driver does then, in order. */
public record Step(SessionState state, List<Action> actions) {

  public Step {
    actions = List.copyOf(actions);
  }

  static Step of(SessionState state) {
    return new Step(state, List.of());
  }

  Step with(SessionState next) {
    return new Step(next, actions);
  }

  Step act(Action action) {
    List<Action> more = new ArrayList<>(actions);
    more.add(action);
    return new Step(state, more);
  }

  /** This, and then what the state after it leads to. */
  Step then(Function<SessionState, Step> second) {
    Step next = second.apply(state);
    List<Action> all = new ArrayList<>(actions);
    all.addAll(next.actions);
    return new Step(next.state, all);
  }

  /** Prints lines that fit or may be broken anywhere; parts them from another kind before them. */
  Step print(Kind kind, List<Line> lines) {
    if (lines.isEmpty()) {
      return this;
    }
    List<Calls.Done> reads = state.shown().calls().reads();
    if (!reads.isEmpty()) {
      return with(withoutReads()).print(Kind.TOOL, CallLines.reads(reads)).print(kind, lines);
    }
    List<Line> all = new ArrayList<>();
    if (kind != state.shown().last() && state.shown().last() != Kind.NOTHING) {
      all.add(Line.EMPTY);
    }
    all.addAll(lines);
    return with(state.with(state.shown().printed(kind))).act(new Action.Print(all));
  }

  private SessionState withoutReads() {
    return state.with(state.shown().with(state.shown().calls().withReads(List.of())));
  }

  /** Prints what waits for more of its kind, before a call of another one. */
  Step flushedBefore(ToolCall call) {
    return call.name().equals(ToolNames.READ_FILE) ? this : flushed();
  }

  /** Prints what waits for more of its kind. */
  Step flushed() {
    List<Calls.Done> reads = state.shown().calls().reads();
    return reads.isEmpty() ? this : with(withoutReads()).print(Kind.TOOL, CallLines.reads(reads));
  }

  /** Prints a line, broken between words. */
  Step print(Kind kind, Line line) {
    return print(kind, line.wrapped(state.room()));
  }

  Step note(String text) {
    return print(Kind.NOTE, Line.foreign(Role.FAINT, text));
  }

  Step warn(String text) {
    return print(Kind.NOTE, Line.foreign(Role.WARNING, text));
  }
}
