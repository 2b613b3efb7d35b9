package dev.vibe.repl.live;

import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.state.Activity;
import dev.vibe.repl.state.CallLines;
import dev.vibe.repl.state.Calls;
import dev.vibe.repl.state.Choices;
import dev.vibe.repl.state.Dialog;
import dev.vibe.repl.state.Menu;
import dev.vibe.repl.state.QuestionChoices;
import dev.vibe.repl.state.SessionState;
import dev.vibe.repl.state.ToolLines;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.Line;
import dev.vibe.view.Span;
import java.util.ArrayList;
import java.util.List;

/** View of the bottom of the screen: a pure function of the state and the time. */
public final class LiveView {

  private static final int MOST_QUEUED = 4;
  private static final int MOST_TODO = 6;
  private static final int MOST_CALLS = 8;

  private static final String WAITING_KEYS =
      "Enter keeps it, Ctrl-C removes it, Ctrl-X says it now";

  private static final String NEXT_KEYS = "after the run · Ctrl-X: now · Up: change it";

  private static final Line PLAN_KEYS =
      Line.of(
          Role.STRONG,
          "The plan is ready. Ctrl-Y: carry it out, or edit it · or say what to change");

  private static final String PLAN_WORDS =
      "carry out the plan? (yes; ask: yes, but ask before each edit; edit; no; or what to change):"
          + " ";

  private static final String INQUIRY_KEYS = "Enter answers, a number picks · Esc: no answer";
  private static final String INQUIRY_WORDS =
      "your answer (words or a number; an empty line: none): ";

  private static final String DRAFT_KEYS =
      "Enter sends it after the run · Ctrl-X now · Tab keeps it aside for an answer";

  /** In the place of the keys that answer, as long as none would count. */
  private static final String NOT_YET = "… ";

  private static final String RULE_KEYS =
      "Enter keeps this rule for this project in your rules.toml, Esc goes back";
  private static final int DOC_COLUMN = 16;
  private static final int LAST_DOC_COLUMN = 32;
  private static final int MOST_PICKED = 12;

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
    int most = Math.max(1, state.size().rows() - 1);
    List<Line> above = above(most - seen.lines().size() - below.size());
    int room = state.size().rows() - SPARE - seen.lines().size() - below.size() - above.size();
    lines.addAll(tail(room));
    lines.addAll(above);
    int promptRow = lines.size();
    lines.addAll(seen.lines());
    lines.addAll(below);
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
      case Dialog.PlanReady plan -> {
        Editor editor = state.composer().editor();
        yield new Entry(prompt(), PLAN_WORDS, true, editor, menu());
      }
      case Dialog.Inquired inquired -> {
        List<Line> below = new ArrayList<>(menu());
        below.addAll(hint(INQUIRY_KEYS));
        yield new Entry(prompt(), INQUIRY_WORDS, true, state.composer().editor(), below);
      }
      case Dialog.Asking asking -> asking(asking);
      case Dialog.CallViewer opening -> opening(opening);
      case Dialog.QueueEditor waiting -> {
        String text =
            "message " + (waiting.index() + 1) + "/" + state.composer().queue().size() + ": ";
        yield new Entry(strong(text), text, true, waiting.editor(), hint(WAITING_KEYS));
      }
      case Dialog.Picker picking -> {
        String title = picking.choices().title() + ": ";
        String plain = picking.choices().title() + " (its number; an empty line gives up): ";
        yield state.composer().editor().isEmpty()
            ? new Entry(strong(title), plain, true, picking.typed(), picked(picking))
            : drafting(plain, picked(picking), "Enter sends it · Esc closes the list");
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
        String words = QuestionChoices.words(asking.offer(), asking.reading().position());
        if (!state.composer().editor().isEmpty()) {
          yield drafting(words, List.of(), DRAFT_KEYS);
        }
        String choices =
            asking.isSeen(now)
                ? QuestionChoices.rows(asking.offer(), state.size()).getLast()
                : NOT_YET;
        yield new Entry(strong(choices), words, true, Editor.EMPTY, aside());
      }
      case REASON -> {
        String text = "reason for the model (Enter for none): ";
        yield new Entry(strong(text), text, true, asking.editor(), List.of());
      }
      case COMMAND -> {
        String plain = "the command to run instead (an empty line goes back): ";
        yield new Entry(strong("$ "), plain, true, asking.editor(), List.of());
      }
      case RULE -> {
        String text = "always allow: ";
        String plain =
            "write the rule "
                + ControlChars.neutraliseLine(asking.editor().text())
                + " for this project to your rules.toml? (yes, no, or another rule): ";
        yield new Entry(strong(text), plain, true, asking.editor(), hint(RULE_KEYS));
      }
    };
  }

  /** Something is typed, and nothing is answered before that is sent or gone. */
  private Entry drafting(String words, List<Line> open, String keys) {
    List<Line> below = new ArrayList<>(menu());
    below.addAll(hint(keys));
    below.addAll(open);
    return new Entry(prompt(), words, true, state.composer().editor(), below);
  }

  /** What is typed and was put aside for the question. */
  private List<Line> aside() {
    Editor draft = state.held().draft();
    return draft.isEmpty()
        ? List.of()
        : List.of(
            Line.foreign(Role.FAINT, "your text comes back: " + firstLine(draft.text()))
                .after("  "));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** The calls around the chosen one, newest last as on the screen above. */
  private Entry opening(Dialog.CallViewer opening) {
    List<Calls.Done> done = state.shown().calls().done();
    int rows = Math.min(MOST_CALLS, done.size());
    int first = Math.clamp(opening.index() - rows / 2, 0, done.size() - rows);
    List<Line> below = new ArrayList<>();
    for (int i = first; i < first + rows; i++) {
      Calls.Done call = done.get(i);
      below.add(choice(call.title(), CallLines.row(call), i == opening.index(), DOC_COLUMN));
    }
    String text = "open which call? ";
    return new Entry(strong(text), text, true, Editor.EMPTY, below);
  }

  private List<Line> hint(String text) {
    return Line.of(Role.FAINT, text).after("  ").wrapped(state.room());
  }

  /** A prompt that is wider than the screen would leave no room to type. */
  private Line strong(String text) {
    return Line.of(Role.STRONG, Width.cut(text, Math.max(4, state.room() - 4)));
  }

  private Entry searching(Dialog.Searching searching) {
    List<Line> found = new ArrayList<>();
    for (int i = 0; i < searching.found().size(); i++) {
      found.add(choice(searching.found().get(i), "", i == searching.selected(), DOC_COLUMN));
    }
    return new Entry(strong("search: "), "search: ", true, searching.typed(), found);
  }

  private List<Line> picked(Dialog.Picker picking) {
    List<Choices.Choice> found = picking.found();
    if (found.isEmpty()) {
      return List.of(Line.of(Role.FAINT, "  nothing like that; Esc gives up"));
    }
    boolean takesKeys = picking.isSeen(now) && state.composer().editor().isEmpty();
    int rows = Math.clamp(state.size().rows() - 8, 3, MOST_PICKED);
    int first = Math.clamp(picking.selected() - rows / 2, 0, Math.max(0, found.size() - rows));
    int widest = found.stream().mapToInt(each -> Width.of(each.text()) + 2).max().orElse(0);
    int column = Math.clamp(widest, DOC_COLUMN, LAST_DOC_COLUMN);
    List<Line> out = new ArrayList<>();
    for (int i = first; i < Math.min(found.size(), first + rows); i++) {
      boolean isSelected = takesKeys && i == picking.selected();
      out.add(choice(found.get(i).text(), found.get(i).doc(), isSelected, column));
    }
    if (found.size() > rows) {
      out.add(Line.of(Role.FAINT, "  " + (picking.selected() + 1) + " of " + found.size()));
    }
    return out;
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
      out.add(choice(choice.text(), choice.doc(), i == menu.selected(), DOC_COLUMN));
    }
    return out;
  }

  private Line choice(String text, String doc, boolean isSelected, int column) {
    String shown = Width.shorten(ControlChars.neutraliseLine(text), Math.max(4, state.room() - 2));
    Line line =
        Line.of(
            new Span(Role.ACCENT, isSelected ? "→ " : "  "),
            new Span(isSelected ? Role.STRONG : Role.TEXT, shown));
    if (doc.isEmpty()) {
      return line;
    }
    int pad = Math.max(2, column - Width.of(shown));
    return line.plus(Line.of(new Span(Role.FAINT, " ".repeat(pad)), Span.foreign(Role.FAINT, doc)));
  }

  /** What is asked and, as far as there is room for it beside that, what goes on. */
  private List<Line> above(int room) {
    List<Line> above = above();
    if (!(state.dialog() instanceof Dialog.Asking asking)) {
      return above;
    }
    List<Line> keys = keysAbove(asking);
    List<Line> panel =
        new ArrayList<>(
            QuestionPanel.of(
                asking,
                state.shown().calls().place(),
                state.size().columns(),
                Math.max(1, room - keys.size())));
    List<Line> busy = new ArrayList<>(List.of(Line.EMPTY));
    busy.addAll(StatusView.busy(state, now));
    int left = room - panel.size() - keys.size();
    List<Line> all = new ArrayList<>();
    if (left > 0) {
      all.add(Line.EMPTY);
    }
    all.addAll(panel);
    all.addAll(above.size() < left ? above : busy.size() < left ? busy : List.of());
    all.addAll(keys);
    return all;
  }

  /** The keys that answer, but for the last row, which is the prompt. */
  private List<Line> keysAbove(Dialog.Asking asking) {
    boolean isShown =
        asking.stage() == Dialog.Stage.CHOICE
            && asking.isSeen(now)
            && state.composer().editor().isEmpty();
    List<String> rows = isShown ? QuestionChoices.rows(asking.offer(), state.size()) : List.of("");
    return rows.subList(0, rows.size() - 1).stream().map(this::strong).toList();
  }

  /** A blank line, the model's list, what goes on, what waits. */
  private List<Line> above() {
    List<Line> above = new ArrayList<>();
    above.add(Line.EMPTY);
    above.addAll(ToolLines.waiting(state));
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
    growing(above);
    if (state.activity() instanceof Activity.Running running) {
      above.addAll(StatusView.thought(running, state.room()));
      waiting(above, "now: ", running.steering());
    }
    waiting(above, "next: ", state.composer().queue());
    if (state.activity() instanceof Activity.Running && !state.composer().queue().isEmpty()) {
      above.addAll(hint(NEXT_KEYS));
    }
    HeldView.line(state.held().waiting(), state.room()).ifPresent(above::add);
    if (state.dialog() instanceof Dialog.PlanReady) {
      above.addAll(PLAN_KEYS.wrapped(state.room()));
    }
    return above;
  }

  /** The end of what a command writes, while it runs. */
  private void growing(List<Line> above) {
    Calls.Growing growing = state.shown().calls().growing();
    long hidden = growing.count() - growing.lines().size();
    if (hidden > 0) {
      above.add(Line.of(Role.FAINT, "  │ … " + Figures.tokens(hidden) + " more above"));
    }
    growing
        .lines()
        .forEach(
            line -> above.add(Line.foreign(Role.FAINT, Width.expandTabs(line, 8)).after("  │ ")));
  }

  private static void waiting(List<Line> above, String head, List<String> messages) {
    messages.stream()
        .limit(MOST_QUEUED)
        .forEach(
            text ->
                above.add(
                    Line.foreign(Role.FAINT, head + text.lines().findFirst().orElse(""))
                        .after("  ")));
    if (messages.size() > MOST_QUEUED) {
      above.add(Line.of(Role.FAINT, "  and " + (messages.size() - MOST_QUEUED) + " more"));
    }
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
