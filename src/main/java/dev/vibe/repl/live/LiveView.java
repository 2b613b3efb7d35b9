package dev.vibe.repl.live;

import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.state.Activity;
import dev.vibe.repl.state.Dialog;
import dev.vibe.repl.state.Menu;
import dev.vibe.repl.state.QuestionUpdate;
import dev.vibe.repl.state.SessionState;
import dev.vibe.repl.view.Line;
import dev.vibe.repl.view.Span;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import java.util.ArrayList;
import java.util.List;

/** The bottom of the screen: a pure function of the state and the time. */
public final class LiveView {

  private static final int MOST_QUEUED = 4;
  private static final int MOST_TODO = 6;

  /** Rows that stay free for what was printed before. */
  private static final int SPARE = 2;

  private final SessionState state;
  private final long now;
  private final List<Line> lines = new ArrayList<>();

  private LiveView(SessionState state, long now) {
    this.state = state;
    this.now = now;
  }

  public static Live of(SessionState state, long now) {
    return new LiveView(state, now).live();
  }

  private Live live() {
    Entry entry = entry();
    EditorView.Seen seen =
        EditorView.of(
            entry.prompt, entry.editor, state.room(), Math.max(1, state.size().rows() - 8));
    List<Line> below = new ArrayList<>(entry.below);
    below.add(StatusView.status(state, now));
    List<Line> above = above();
    int room = state.size().rows() - SPARE - seen.lines().size() - below.size() - above.size();
    lines.addAll(tail(room));
    lines.addAll(above);
    int promptRow = lines.size();
    lines.addAll(seen.lines());
    lines.addAll(below);
    int most = Math.max(1, state.size().rows() - 1);
    int dropped = Math.max(0, Math.min(promptRow, lines.size() - most));
    List<Line> fitting =
        lines.subList(dropped, Math.min(lines.size(), dropped + most)).stream()
            .map(line -> line.cut(state.room()))
            .toList();
    boolean waits =
        entry.asks
            || state.activity() instanceof Activity.Idle
            || state.activity() instanceof Activity.Starting;
    return new Live(
        fitting,
        promptRow - dropped + seen.cursorRow(),
        Math.min(seen.cursorColumn(), state.room()),
        waits ? entry.plainPrompt : "");
  }

  /** What takes the keys. */
  private record Entry(
      Line prompt, String plainPrompt, boolean asks, Editor editor, List<Line> below) {}

  private Entry entry() {
    return switch (state.dialog()) {
      case Dialog.None() -> {
        Editor editor = state.composer().editor();
        yield new Entry(prompt(), "> ", false, editor, menu());
      }
      case Dialog.Asking asking -> asking(asking);
      case Dialog.PlanReady plan -> {
        String choices = "Carry out the plan? [y]es / [e]dit it / [N]o, talk on: ";
        yield new Entry(strong(choices), choices, true, Editor.EMPTY, List.of());
      }
      case Dialog.Searching searching -> searching(searching);
    };
  }

  private Line prompt() {
    return Line.of(Role.ACCENT, state.composer().vi().isNormal() ? "❮ " : "❯ ");
  }

  private Entry asking(Dialog.Asking asking) {
    return switch (asking.stage()) {
      case CHOICE -> {
        String choices =
            "[y]es / [N]o"
                + (QuestionUpdate.canRemember(asking.question()) ? " / [a]lways, this session" : "")
                + (QuestionUpdate.command(asking.question()).isPresent() ? " / [e]dit" : "")
                + ": ";
        yield new Entry(strong(choices), choices, true, Editor.EMPTY, List.of());
      }
      case REASON -> {
        String text = "reason for the model (Enter for none): ";
        yield new Entry(strong(text), text, true, asking.editor(), List.of());
      }
      case COMMAND -> new Entry(strong("$ "), "$ ", true, asking.editor(), List.of());
    };
  }

  /** A prompt that is wider than the screen would leave no room to type. */
  private Line strong(String text) {
    return Line.of(Role.STRONG, Width.cut(text, Math.max(4, state.room() - 4)));
  }

  private Entry searching(Dialog.Searching searching) {
    List<Line> found = new ArrayList<>();
    for (int i = 0; i < searching.found().size(); i++) {
      found.add(choice(searching.found().get(i), "", i == searching.selected()));
    }
    return new Entry(strong("search: "), "search: ", true, searching.typed(), found);
  }

  private List<Line> menu() {
    Menu menu = state.composer().menu();
    if (!menu.isOpen()) {
      return List.of();
    }
    int first = Math.max(0, Math.min(menu.selected() - 4, menu.choices().size() - 8));
    List<Line> out = new ArrayList<>();
    for (int i = first; i < Math.min(menu.choices().size(), first + 8); i++) {
      Menu.Choice choice = menu.choices().get(i);
      out.add(choice(choice.text(), choice.doc(), i == menu.selected()));
    }
    return out;
  }

  private Line choice(String text, String doc, boolean isSelected) {
    String shown = Width.shorten(ControlChars.neutraliseLine(text), Math.max(4, state.room() - 2));
    Line line =
        Line.of(
            new Span(Role.ACCENT, isSelected ? "→ " : "  "),
            new Span(isSelected ? Role.STRONG : Role.TEXT, shown));
    if (doc.isEmpty()) {
      return line;
    }
    int pad = Math.max(2, 16 - Width.of(shown));
    return line.plus(Line.of(new Span(Role.FAINT, " ".repeat(pad)), Span.foreign(Role.FAINT, doc)));
  }

  /** A blank line, the model's list, what goes on, what waits. */
  private List<Line> above() {
    List<Line> above = new ArrayList<>();
    above.add(Line.EMPTY);
    List<String> todo = state.shown().todo();
    long done = todo.stream().filter(line -> line.startsWith("[x]")).count();
    int first = (int) Math.max(0, Math.min(done - 1, todo.size() - MOST_TODO));
    todo.stream()
        .skip(first)
        .limit(MOST_TODO)
        .forEach(
            line ->
                above.add(
                    Line.foreign(line.startsWith("[x]") ? Role.FAINT : Role.TEXT, line)
                        .after("  ")));
    above.addAll(StatusView.busy(state, now));
    List<String> queue = state.composer().queue();
    queue.stream()
        .limit(MOST_QUEUED)
        .forEach(
            text ->
                above.add(
                    Line.foreign(Role.FAINT, "next: " + text.lines().findFirst().orElse(""))
                        .after("  ")));
    if (queue.size() > MOST_QUEUED) {
      above.add(Line.of(Role.FAINT, "  and " + (queue.size() - MOST_QUEUED) + " more"));
    }
    return above;
  }

  /** The end of the block that is being written. */
  private List<Line> tail(int room) {
    List<Line> all = state.shown().stream().tail(state.room());
    if (all.isEmpty() || room <= 0) {
      return List.of();
    }
    List<Line> fitting = new ArrayList<>();
    all.forEach(line -> fitting.addAll(line.wrapped(state.room())));
    return fitting.subList(Math.max(0, fitting.size() - room), fitting.size());
  }
}
