package dev.vibe.repl.live;

import dev.vibe.approval.Mode;
import dev.vibe.repl.state.Activity;
import dev.vibe.repl.state.Dialog;
import dev.vibe.repl.state.Facts;
import dev.vibe.repl.state.SessionState;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.ActivityLine;
import dev.vibe.view.Glyphs;
import dev.vibe.view.Line;
import dev.vibe.view.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** View of the line below the prompt, and the line that says what goes on. */
final class StatusView {

  private static final long FRAME_NANOS = 100_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final String DOT = " · ";
  private static final String THOUGHT = "  ┆ ";
  private static final int MOST_THOUGHT = 3;

  /** From here on it is said what makes room. */
  private static final long FULL_PERCENT = 80;

  private static final String INTERRUPT = DOT + "esc to interrupt";

  private StatusView() {}

  /** Mode first and always; then as much as fits. */
  static Line status(SessionState state, long now) {
    Facts facts = state.facts();
    List<Span> spans = new ArrayList<>();
    spans.add(new Span(modeRole(facts.mode()), facts.mode().label()));
    int room = state.room() - 2 - Width.of(facts.mode().label());
    String window = isFull(state) ? window(state) : "";
    for (String part : parts(state, now)) {
      String text = DOT + ControlChars.neutraliseLine(part);
      if (Width.of(text) <= room) {
        spans.add(new Span(part.equals(window) ? Role.WARNING : Role.FAINT, text));
        room -= Width.of(text);
      }
    }
    return new Line(spans, 0).after("  ");
  }

  private static List<String> parts(SessionState state, long now) {
    Facts facts = state.facts();
    List<String> parts = new ArrayList<>();
    if (state.presence().mayLeave(now)) {
      parts.add("Ctrl-D or Ctrl-C again leaves");
    }
    hint(state).ifPresent(parts::add);
    parts.add(model(state));
    Facts.Repository git = facts.repository();
    if (!git.branch().isEmpty()) {
      parts.add(git.branch() + (git.dirty() > 0 ? " ±" + git.dirty() : ""));
    }
    if (state.spent().contextTokens() > 0) {
      parts.add(window(state));
    }
    if (state.spent().costUsd() > 0) {
      parts.add(Figures.cost(state.spent().costUsd()));
    }
    if (state.activity() instanceof Activity.Running
        && !(state.dialog() instanceof Dialog.Asking)
        && !state.shown().calls().done().isEmpty()) {
      parts.add("Ctrl-O calls");
    }
    parts.add("/help");
    return parts;
  }

  private static String model(SessionState state) {
    if (state.activity() instanceof Activity.Starting starting) {
      return starting.isWaiting()
          ? "waiting for a model · Enter tries now · /model"
          : "looking for a model…";
    }
    String model = state.facts().model();
    return model.isEmpty() ? "looking for a model…" : model;
  }

  /** How much of the window is used; when little is left, what makes room. */
  private static String window(SessionState state) {
    long used = state.spent().contextTokens();
    int window = state.facts().windowTokens();
    return window > 0
        ? Math.min(100, used * 100 / window)
            + "% of "
            + Figures.tokens(window)
            + (isFull(state) ? ", /compact or /clear makes room" : "")
        : Figures.tokens(used) + " tokens";
  }

  private static boolean isFull(SessionState state) {
    int window = state.facts().windowTokens();
    return window > 0 && state.spent().contextTokens() * 100 >= window * FULL_PERCENT;
  }

  /** What the keys do now that something is typed. */
  private static Optional<String> hint(SessionState state) {
    boolean isTyped = !state.composer().editor().isEmpty();
    boolean isAtPrompt = state.dialog() instanceof Dialog.None;
    return state.activity() instanceof Activity.Running && isTyped && isAtPrompt
        ? Optional.of("Enter after the run · Ctrl-X now")
        : Optional.empty();
  }

  private static Role modeRole(Mode mode) {
    return switch (mode) {
      case PLAN -> Role.HUNK;
      case ASK -> Role.FAINT;
      case ACCEPT_EDITS -> Role.ADDED;
      case AUTO -> Role.WARNING;
    };
  }

  /** What goes on, or nothing. */
  static List<Line> busy(SessionState state, long now) {
    return switch (state.activity()) {
      case Activity.Starting s -> List.of();
      case Activity.Idle i -> List.of();
      case Activity.Busy b when state.dialog() instanceof Dialog.Asking -> List.of();
      case Activity.Busy(String what, long since) ->
          List.of(line(what, since, interrupt(state), state, now));
      case Activity.Running running -> List.of(running(running, state, now));
    };
  }

  /** The end of what the model thinks. */
  static List<Line> thought(Activity.Running running, int room) {
    List<Line> rows = new ArrayList<>();
    for (String line : running.thought().lines().filter(each -> !each.isBlank()).toList()) {
      String blanks = Width.expandTabs(line.strip(), Line.TAB);
      rows.addAll(Line.foreign(Role.FAINT, blanks).wrapped(room - THOUGHT.length()));
    }
    return rows.subList(Math.max(0, rows.size() - MOST_THOUGHT), rows.size()).stream()
        .map(row -> Line.of(Role.FAINT, THOUGHT).plus(row))
        .toList();
  }

  private static Line running(Activity.Running running, SessionState state, long now) {
    StringBuilder figures = new StringBuilder();
    Activity.Progress progress = running.progress();
    long in = progress.usage().inputTokens();
    long out = progress.outputTokens();
    if (in > 0 || out > 0) {
      figures.append(DOT).append("↑ ").append(Figures.tokens(in));
      figures.append(" ↓ ").append(Figures.tokens(out));
    }
    Activity.Streamed streamed = progress.streamed();
    double seconds = (now - streamed.since()) / (double) SECOND;
    if (streamed.chars() > 0 && seconds >= 1) {
      long speed = Math.round(streamed.chars() / 4.0 / seconds);
      figures.append(DOT).append(speed).append(" tok/s");
    }
    figures.append(interrupt(state));
    long wait = running.phase().retryAt() - now;
    String what =
        wait > 0 && !running.isStopping()
            ? "trying again in " + ActivityLine.left(wait)
            : running.what();
    return line(what, progress.since(), figures.toString(), state, now);
  }

  /** At a question Esc means no. */
  private static String interrupt(SessionState state) {
    return state.dialog() instanceof Dialog.Asking || state.dialog() instanceof Dialog.Inquired
        ? ""
        : INTERRUPT;
  }

  private static Line line(String what, long since, String figures, SessionState state, long now) {
    List<String> spin = Glyphs.SCREEN.spin();
    String time = DOT + ActivityLine.since(now - since);
    int room = state.room();
    String tail = time + figures;
    if (Width.of(tail) > room - 14) {
      tail = time + (figures.endsWith(INTERRUPT) ? DOT + "esc" : "");
    }
    return new ActivityLine(spin.get((int) (now / FRAME_NANOS % spin.size())), what, tail)
        .within(room);
  }
}
