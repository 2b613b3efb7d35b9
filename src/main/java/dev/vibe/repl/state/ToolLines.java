package dev.vibe.repl.state;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Event;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.repl.view.DiffLines;
import dev.vibe.repl.view.Line;
import dev.vibe.repl.view.Span;
import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What tools did, as lines: one for the call, then its diff or the end of its output. */
final class ToolLines {

  private static final int DIFF_LINES = 60;
  private static final int TAIL_LINES = 5;
  private static final int WHOLE_LINES = 400;
  private static final String COMMAND = "bash";
  private static final String TODO = "todo";

  private ToolLines() {}

  static Step changed(SessionState state, Event.FileChanged changed) {
    FileDiff diff = changed.diff();
    String suffix = " " + diff.path();
    List<CallId> calls =
        state.shown().calls().entrySet().stream()
            .filter(call -> call.getValue().endsWith(suffix))
            .map(Map.Entry::getKey)
            .limit(1)
            .toList();
    String title =
        calls.isEmpty()
            ? "change " + diff.path()
            : state.shown().calls().getOrDefault(calls.getFirst(), "");
    Shown shown = state.shown();
    for (CallId call : calls) {
      shown = shown.finished(call);
    }
    List<Line> lines = new ArrayList<>();
    lines.add(
        title(title, Role.ACCENT)
            .plus(Role.ADDED, "  +" + diff.added())
            .plus(Role.REMOVED, " -" + diff.removed())
            .plus(Role.FAINT, changed.dryRun() ? "  (dry run)" : ""));
    DiffLines.of(diff, DIFF_LINES)
        .forEach(line -> lines.add(line.cut(Math.max(10, state.room() - 2)).after("  ")));
    return Step.of(state.with(shown)).print(Kind.TOOL, lines);
  }

  static Step finished(Step step, Event.ToolFinished finished) {
    SessionState state = step.state();
    ToolResult result = finished.result();
    String title = state.shown().calls().get(result.callId());
    Shown shown = state.shown().finished(result.callId()).gave(result.text());
    if (result.toolName().equals(TODO) && !result.isError()) {
      shown = shown.todo(result.text().lines().filter(line -> line.startsWith("[")).toList());
    }
    Step next = step.with(state.with(shown));
    if (title == null) {
      return result.isError() ? next.print(Kind.TOOL, failure(result)) : next;
    }
    Role sign = result.isError() ? Role.WARNING : Role.ACCENT;
    Line head = title(title, sign).plus(Role.FAINT, "  " + Figures.duration(finished.took()));
    List<Line> lines = new ArrayList<>(head.wrapped(state.room()));
    if (result.isError()) {
      lines.addAll(failure(result).wrapped(state.room()));
    } else if (result.toolName().equals(COMMAND)) {
      lines.addAll(tail(result.text(), state.room()));
    }
    return next.print(Kind.TOOL, lines);
  }

  static List<Line> commit(Event.Committed committed) {
    String id = committed.id();
    String what =
        id.isEmpty()
            ? "would commit "
            : "commit " + id.substring(0, Math.min(8, id.length())) + " ";
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.of(
            new Span(Role.ACCENT, "• "),
            new Span(Role.STRONG, what),
            Span.foreign(Role.STRONG, committed.message().lines().findFirst().orElse(""))));
    committed.files().forEach(file -> lines.add(Line.foreign(Role.FAINT, "  " + file)));
    return lines;
  }

  static List<Line> whole(String output) {
    List<String> all = output.stripTrailing().lines().toList();
    List<Line> lines = new ArrayList<>();
    all.stream().limit(WHOLE_LINES).forEach(line -> lines.add(text(line).after("  ")));
    if (all.size() > WHOLE_LINES) {
      lines.add(Line.of(Role.FAINT, "  … " + (all.size() - WHOLE_LINES) + " more lines"));
    }
    return lines;
  }

  private static List<Line> tail(String output, int columns) {
    List<String> all = output.stripTrailing().lines().toList();
    List<Line> lines = new ArrayList<>();
    int hidden = Math.max(0, all.size() - TAIL_LINES);
    if (hidden > 0) {
      lines.add(Line.of(Role.FAINT, "  … " + Figures.count(hidden, "line") + " (Ctrl-O)"));
    }
    all.stream().skip(hidden).forEach(line -> lines.add(text(line).after("  ").cut(columns)));
    return lines;
  }

  private static Line text(String line) {
    return Line.foreign(Role.FAINT, Width.expandTabs(line, 8));
  }

  private static Line title(String title, Role sign) {
    return Line.of(new Span(sign, "• "), Span.foreign(Role.TEXT, title)).hanging(2);
  }

  private static Line failure(ToolResult result) {
    String first = result.text().strip().lines().findFirst().orElse("failed");
    return Line.foreign(Role.WARNING, "✗ " + first).hanging(2).after("  ");
  }
}
