package dev.vibe.repl.state;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Event;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.DiffLines;
import dev.vibe.view.DiffLines.Form;
import dev.vibe.view.Glyphs;
import dev.vibe.view.Line;
import dev.vibe.view.RunLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Renderer of what tools did, as lines: one for the call, then its diff or the end of its output.
 */
public final class ToolLines {

  /** How a run is shown on the screen. */
  static final RunLines RUN = new RunLines(Glyphs.SCREEN, Role.ACCENT);

  private static final int DIFF_LINES = 60;
  private static final int TAIL_LINES = 5;
  private static final int WHOLE_LINES = 400;

  private ToolLines() {}

  static Step changed(SessionState state, Event.FileChanged changed) {
    FileDiff diff = changed.diff();
    Calls calls = state.shown().calls();
    Optional<CallId> changer = calls.changer(changed);
    String title =
        changer
            .map(id -> calls.open().get(id))
            .filter(Calls.Open::isEdit)
            .map(Calls.Open::title)
            .orElse(RunLines.title(diff));
    Shown shown = state.shown().with(changer.map(id -> calls.changed(id, diff)).orElse(calls));
    List<Line> lines = new ArrayList<>();
    lines.add(RUN.change(title, 1, changed));
    new DiffLines(Form.NUMBERS, DIFF_LINES)
        .of(diff)
        .forEach(line -> lines.add(line.cut(Math.max(10, state.room() - 2)).after("  ")));
    return Step.of(state.with(shown)).print(Kind.TOOL, lines);
  }

  static Step finished(Step step, Event.ToolFinished finished) {
    SessionState state = step.state();
    ToolResult result = finished.result();
    Calls calls = state.shown().calls();
    Calls.Open open =
        calls
            .open()
            .getOrDefault(result.callId(), Calls.Open.of(result.toolName(), result.toolName()));
    Calls.Done done = new Calls.Done(open, result, finished.took());
    Shown shown = state.shown().with(calls.finished(result.callId(), done));
    for (ToolFact fact : result.facts()) {
      shown =
          switch (fact) {
            case ToolFact.TodoList(List<ToolFact.Step> steps) ->
                shown.todo(steps.stream().map(ToolFact.Step::line).toList());
            case ToolFact.EndedBadly e -> shown;
            case ToolFact.OnlyShown o -> shown;
            case ToolFact.RanInstead r -> shown;
            case ToolFact.Hindered h -> shown;
          };
    }
    Step next = step.with(state.with(shown));
    if (open.isShown()) {
      boolean isTold = !result.isError() || result.outcome() == ToolResult.Outcome.DENIED;
      return isTold ? next : next.print(Kind.TOOL, failure(result.text()));
    }
    if (result.toolName().equals(ToolNames.GIT_COMMIT) && !result.isError()) {
      return next; // the commit was told
    }
    List<Line> lines = new ArrayList<>(head(done).wrapped(state.room()));
    if (result.isError()) {
      lines.addAll(failure(result.text()).wrapped(state.room()));
    } else if (result.toolName().equals(ToolNames.BASH)) {
      lines.addAll(tail(result.text(), state.room()));
    }
    return next.print(Kind.TOOL, lines);
  }

  private static Line head(Calls.Done call) {
    return RUN.call(call.title(), call.hasFailed() ? Role.WARNING : Role.ACCENT)
        .plus(Role.FAINT, "  " + Figures.duration(call.took()));
  }

  /** A call in full, as far as anybody reads: what it changed, and what it gave. */
  static List<Line> whole(Calls.Done call, int columns) {
    List<Line> lines = new ArrayList<>(head(call).wrapped(columns));
    for (FileDiff diff : call.diffs()) {
      lines.addAll(
          Line.foreign(Role.STRONG, diff.path())
              .plus(Role.TEXT, "  ")
              .plus(RUN.counts(diff))
              .after("  ")
              .wrapped(columns));
      new DiffLines(Form.NUMBERS, WHOLE_LINES)
          .of(diff)
          .forEach(line -> lines.addAll(line.hanging(4).after("  ").wrapped(columns)));
    }
    if (!call.isEdit()) {
      List<String> all = call.output().stripTrailing().lines().toList();
      all.stream()
          .limit(WHOLE_LINES)
          .forEach(line -> lines.addAll(text(line).after("  ").wrapped(columns)));
      if (all.size() > WHOLE_LINES) {
        lines.add(Line.of(Role.FAINT, "  … " + (all.size() - WHOLE_LINES) + " more lines"));
      }
    }
    return lines;
  }

  /** A call as a row to choose. */
  public static String row(Calls.Done call) {
    String size =
        call.isEdit()
            ? call.diffs().stream()
                .map(diff -> "+" + diff.added() + " -" + diff.removed())
                .collect(Collectors.joining(", "))
            : Figures.count((int) call.output().stripTrailing().lines().count(), "line");
    return size + " · " + Figures.duration(call.took()) + (call.hasFailed() ? " · failed" : "");
  }

  static List<Line> commit(Event.Committed committed) {
    List<Line> lines = new ArrayList<>(RUN.commit(committed));
    lines.set(0, RUN.call("").plus(lines.getFirst()));
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

  /** A call that may not happen, and why. */
  static List<Line> refused(Event.ApprovalDecided decided, int columns) {
    List<Line> lines = new ArrayList<>(RUN.call(decided.subject(), Role.WARNING).wrapped(columns));
    lines.addAll(failure(RunLines.refusal(decided)).wrapped(columns));
    return lines;
  }

  private static Line failure(String text) {
    String first = text.strip().lines().findFirst().orElse("failed");
    return Line.foreign(Role.WARNING, "✗ " + first).hanging(2).after("  ");
  }
}
