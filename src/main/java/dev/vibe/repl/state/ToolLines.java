package dev.vibe.repl.state;

import dev.vibe.approval.QuestionBound;
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
import dev.vibe.view.CommandChanges;
import dev.vibe.view.DiffLines;
import dev.vibe.view.DiffLines.Form;
import dev.vibe.view.Glyphs;
import dev.vibe.view.Line;
import dev.vibe.view.RunLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Renderer of what tools did, as lines: one for the call, then its diff or the end of its output.
 */
public final class ToolLines {

  /** How a run is shown on the screen. */
  static final RunLines RUN = CallLines.RUN;

  private static final int DIFF_LINES = 60;
  private static final DiffLines DIFFS = new DiffLines(Form.NUMBERS, DIFF_LINES);
  private static final int TAIL_LINES = 5;
  private static final int MOST_REASONS = 5;
  private static final int MOST_FAILURE = 4;

  /** What compilers, test runners and interpreters write where something is wrong. */
  private static final Pattern REASON =
      Pattern.compile(
          "\\b(?i:error|failed|failure|fatal|panic)\\b|\\b\\w*(?:Error|Exception)\\b"
              + "|\\bFAIL\\b|\\bERR!|^E {3}");

  private static final Pattern ENDING = Pattern.compile("exit code -?\\d+( \\([\\d.]+ s\\))?");
  private static final int WHOLE_LINES = QuestionBound.MOST_LINES;

  private ToolLines() {}

  static Step changed(SessionState state, Event.FileChanged changed) {
    FileDiff diff = changed.diff();
    Calls calls = state.shown().calls();
    Optional<CallId> changer = calls.changer(changed);
    Optional<Calls.Open> call = changer.map(id -> calls.open().get(id));
    Calls known = changer.map(id -> calls.changed(id, diff)).orElse(calls);
    SessionState next = state.with(state.shown().with(known));
    if (call.isPresent() && !call.get().isEdit()) {
      return Step.of(next); // told below the line of the command
    }
    String title = call.map(Calls.Open::title).orElse(RunLines.title(diff));
    String answer = call.map(Calls.Open::answer).orElse("");
    List<Line> lines = new ArrayList<>();
    lines.add(RUN.change(title, 1, changed).plus(CallLines.said(answer)));
    if (answer.isEmpty()) { // else a person has just seen the diff
      DIFFS
          .of(diff)
          .forEach(line -> lines.add(line.cut(Math.max(10, state.room() - 2)).after("  ")));
    }
    return Step.of(next).print(Kind.TOOL, lines);
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
            case ToolFact.Confined c -> shown;
            case ToolFact.OutputFile o -> shown;
            case ToolFact.OnlyShown o -> shown;
            case ToolFact.AlreadyDone d -> shown;
            case ToolFact.Found f -> shown;
            case ToolFact.ChangesTold t -> shown;
            case ToolFact.RanInstead r -> shown;
            case ToolFact.Hindered h -> shown;
          };
    }
    Step next = step.with(state.with(shown));
    if (open.isShown()) {
      boolean isTold = !result.isError() || result.outcome() == ToolResult.Outcome.DENIED;
      return isTold ? next : next.print(Kind.TOOL, failure(result.text(), state.room()));
    }
    if (result.toolName().equals(ToolNames.GIT_COMMIT) && !result.isError()) {
      return next; // the commit was told
    }
    if (done.isRead()) {
      List<Calls.Done> reads = new ArrayList<>(state.shown().calls().reads());
      reads.add(done);
      SessionState waiting = next.state();
      Calls all = waiting.shown().calls().withReads(reads);
      return next.with(waiting.with(waiting.shown().with(all)));
    }
    List<Line> lines = new ArrayList<>(CallLines.head(done).wrapped(state.room()));
    if (result.isError() && result.outcome() != ToolResult.Outcome.INTERRUPTED) {
      lines.addAll(failure(result.text(), state.room()));
    }
    if (done.isCommand() && result.outcome() != ToolResult.Outcome.DENIED) {
      lines.addAll(tail(done, state.room()));
    }
    return next.print(Kind.TOOL, lines)
        .print(Kind.TOOL, changes(done).stream().map(line -> line.cut(state.room())).toList());
  }

  /** What a command did to files. */
  private static List<Line> changes(Calls.Done done) {
    return done.call().isEdit() ? List.of() : new CommandChanges(RUN, DIFFS).lines(done.diffs());
  }

  /** What was read and is not printed yet. */
  public static List<Line> waiting(SessionState state) {
    List<Calls.Done> reads = state.shown().calls().reads();
    return reads.isEmpty() ? List.of() : CallLines.reads(reads);
  }

  /** A call in full, as far as anybody reads: what it changed, and what it gave. */
  static List<Line> whole(Calls.Done call, int columns) {
    List<Line> lines = new ArrayList<>(CallLines.head(call).wrapped(columns));
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

  static List<Line> commit(Event.Committed committed) {
    List<Line> lines = new ArrayList<>(RUN.commit(committed));
    lines.set(0, RUN.call("").plus(lines.getFirst()));
    return lines;
  }

  static Step verified(SessionState state, Event.Verified verified) {
    return Step.of(state).print(Kind.TOOL, RUN.verification(verified).wrapped(state.room()));
  }

  /** The end of an output; of a command that failed, first what looks like the reason. */
  private static List<Line> tail(Calls.Done call, int columns) {
    List<String> all = new ArrayList<>(call.output().stripTrailing().lines().toList());
    call.changesTold().filter(line -> line < all.size()).ifPresent(line -> all.remove((int) line));
    boolean isHeaded = !all.isEmpty() && (call.result().isError() || isEnding(all.getFirst()));
    List<String> shown = isHeaded ? all.subList(1, all.size()) : all;
    int end = Math.max(0, shown.size() - TAIL_LINES);
    List<Integer> places = new ArrayList<>();
    if (call.hasFailed()) {
      IntStream.range(0, end)
          .filter(i -> REASON.matcher(shown.get(i)).find())
          .limit(MOST_REASONS)
          .forEach(places::add);
    }
    IntStream.range(end, shown.size()).forEach(places::add);
    List<Line> lines = new ArrayList<>();
    int next = 0;
    for (int place : places) {
      if (place > next) {
        lines.add(Line.of(Role.FAINT, "  … " + Figures.count(place - next, "line") + " (Ctrl-O)"));
      }
      lines.add(text(shown.get(place)).after("  ").cut(columns));
      next = place + 1;
    }
    return lines;
  }

  /** The head of the call says it already. */
  private static boolean isEnding(String line) {
    return ENDING.matcher(line).matches();
  }

  private static Line text(String line) {
    return Line.foreign(Role.FAINT, Width.expandTabs(line, 8));
  }

  /** A call that may not happen, and why. */
  static List<Line> refused(Event.ApprovalDecided decided, int columns) {
    List<Line> lines = new ArrayList<>(RUN.call(decided.subject(), Role.WARNING).wrapped(columns));
    lines.addAll(failure(RunLines.refusal(decided), columns));
    return lines;
  }

  /** As much of what the model was told as people need: without what it shall do next. */
  private static List<Line> failure(String text, int columns) {
    List<String> all = text.strip().lines().limit(MOST_FAILURE).toList();
    String first = all.isEmpty() ? "failed" : all.getFirst();
    List<Line> lines = new ArrayList<>();
    lines.addAll(
        Line.foreign(Role.WARNING, Glyphs.SCREEN.bad() + " " + first)
            .hanging(2)
            .after("  ")
            .wrapped(columns));
    if (first.endsWith(":")) { // a line that announces something is nothing without the next
      all.stream().skip(1).forEach(line -> lines.add(text(line).after("    ").cut(columns)));
    }
    return lines;
  }
}
