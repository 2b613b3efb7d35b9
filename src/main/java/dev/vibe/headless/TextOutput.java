package dev.vibe.headless;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Detail;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.Notice;
import dev.vibe.event.RunResult;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Channel;
import dev.vibe.view.Channel.Target;
import dev.vibe.view.CommandChanges;
import dev.vibe.view.DiffLines;
import dev.vibe.view.DiffLines.Form;
import dev.vibe.view.Glyphs;
import dev.vibe.view.Line;
import dev.vibe.view.RunLines;
import dev.vibe.view.RunLines.Counts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Renderer of {@code --output text}: the final message alone on standard output, progress on
 * standard error. Owned by the thread that owns the session.
 *
 * <p>The text of a reply is shown when the reply is whole, because only then it is known whether it
 * was the answer, which goes to standard output and nowhere else. The answer goes there as the
 * model wrote it, but to a terminal without anything that a terminal would obey.
 */
public final class TextOutput implements EventSink, AutoCloseable {

  /** Diffs longer than that are folded. Lines. */
  private static final int DIFF_LINES = 200;

  /** Tools whose line waits for the diff, so that it can say how much changed. */
  private static final Set<String> EDITS = Set.of(ToolNames.STR_REPLACE, ToolNames.WRITE_FILE);

  private static final String WAITING = "waiting for the model";

  private final Channel out;
  private final Channel err;
  private final TextOptions options;
  private final Glyphs glyphs;
  private final RunLines lines;
  private final StatusLine status;
  private final Map<CallId, String> waiting = new LinkedHashMap<>();

  /** Calls of which it was told that they were not allowed, and why. */
  private final Set<CallId> refused = new HashSet<>();

  private final Set<CallId> running = new HashSet<>();
  private final List<FileDiff> byCommand = new ArrayList<>();
  private String heldText = "";
  private long streamed;
  private long tokens;
  private boolean told;

  /**
   * Writes nothing yet.
   *
   * @param nanos a clock that never goes back, for the times shown while something goes on
   */
  public TextOutput(Channel out, Channel err, TextOptions options, LongSupplier nanos) {
    this.out = out;
    this.err = err;
    this.options = options;
    this.glyphs = Glyphs.of(err.stream().charset());
    this.lines = new RunLines(glyphs, Role.TEXT);
    this.status = new StatusLine(err, glyphs, options, nanos);
  }

  @Override
  public void accept(Envelope envelope) {
    switch (envelope.event()) {
      case Event.SessionStarted started -> started(envelope.sessionId(), started);
      case Event.UserSaid said -> status.activity(WAITING);
      case Event.AssistantSaid(Message.Assistant message) -> said(message);
      case Event.ToolCalled(ToolCall call, String title) -> called(call, title);
      case Event.ToolFinished finished -> finished(finished);
      case Event.ApprovalDecided decided -> decided(decided);
      case Event.FileChanged changed -> changed(changed);
      case Event.Committed committed -> lines.commit(committed).forEach(this::tell);
      case Event.Verified verified -> tell(lines.verification(verified));
      case Event.TaskWorks works -> status.activity(RunLines.working(works));
      case Event.TaskEnded ended -> tell(Line.foreign(Role.FAINT, RunLines.task(ended)));
      case Event.PullRequestMade(var request) ->
          tell(Line.foreign(Role.STRONG, RunLines.pullRequest(request)));
      case Event.Rewound e -> {}
      case Event.Compacted compacted -> tell(Line.of(Role.FAINT, RunLines.compaction(compacted)));
      case Event.Progressed(String what) -> status.activity(what);
      case Event.UsageReported reported -> used(reported);
      case Event.NoticeRaised(Notice notice) -> notice(notice);
      case Event.RunEnded(RunResult result) -> ended(result);
      case Event.OutputGrew o -> {}
      case Event.TextDelta(String text) -> streaming("writing", text);
      case Event.ReasoningDelta(String text) -> streaming("thinking", text);
      case Event.RetryScheduled retry -> retry(retry);
    }
  }

  /** Keeps off the terminal while something else, such as a question, uses it. */
  public <T> T paused(Supplier<T> action) {
    return status.paused(action);
  }

  /** Takes away the line that moves. Idempotent. */
  @Override
  public void close() {
    status.close();
  }

  private void started(String sessionId, Event.SessionStarted started) {
    if (options.detail() != Detail.QUIET) {
      status.activity("starting");
      status.start();
    }
    verbose("session " + sessionId + glyphs.dot() + "mode " + started.mode());
    verbose("model " + started.model() + " at " + started.endpoint());
    if (!options.logFile().isEmpty()) {
      verbose("log " + options.logFile());
    }
  }

  private void streaming(String activity, String text) {
    streamed += text.length();
    status.activity(activity);
    status.tokens(tokens + streamed / 4); // about four characters a token, until the server counts
  }

  private void said(Message.Assistant message) {
    showHeldText();
    message.reasoning().text().lines().forEach(this::verbose);
    heldText = message.text();
    streamed = 0;
  }

  private void showHeldText() {
    heldText.strip().lines().forEach(line -> tell(Line.foreign(Role.FAINT, line)));
    heldText = "";
  }

  private void called(ToolCall call, String title) {
    showHeldText();
    status.activity(title);
    if (EDITS.contains(call.name())) {
      waiting.put(call.id(), title);
    } else {
      tell(lines.call(title));
    }
    if (call.name().equals(ToolNames.BASH)) {
      running.add(call.id());
    }
  }

  private void changed(Event.FileChanged changed) {
    FileDiff diff = changed.diff();
    if (changed.calls().size() == 1 && running.contains(changed.calls().getFirst())) {
      byCommand.add(diff); // told below its result
      return;
    }
    List<String> edits = takeWaiting(changed.calls());
    String title = edits.isEmpty() ? RunLines.title(diff) : edits.getFirst();
    tell(lines.change(title, edits.size(), changed));
    diffs().of(diff).forEach(line -> tell(line.after("  ")));
  }

  /** The titles of the edits among these calls: their one diff is about to be shown. */
  private List<String> takeWaiting(List<CallId> calls) {
    List<String> titles = calls.stream().map(waiting::get).filter(Objects::nonNull).toList();
    waiting.keySet().removeAll(calls);
    return titles;
  }

  private void finished(Event.ToolFinished finished) {
    ToolResult result = finished.result();
    showWaiting(result.callId());
    status.activity(WAITING);
    boolean isRed = result.isError() || endedBadly(result);
    boolean isTold = refused.remove(result.callId());
    if (isTold || (!isRed && !result.toolName().equals(ToolNames.BASH))) {
      verbose(result(isRed ? glyphs.bad() : glyphs.good(), finished));
    } else {
      tell(
          isRed
              ? Line.of(Role.WARNING, result(glyphs.bad(), finished))
              : Line.of(Role.FAINT, result(glyphs.good(), finished)));
    }
    kept(result).ifPresent(told -> tell(Line.foreign(Role.WARNING, "  " + told)));
    if (running.remove(result.callId())) {
      new CommandChanges(lines, diffs()).lines(byCommand).forEach(this::tell);
      byCommand.clear();
    }
  }

  private DiffLines diffs() {
    int most = options.detail() == Detail.VERBOSE ? Integer.MAX_VALUE : DIFF_LINES;
    return new DiffLines(Form.HEADERS, most);
  }

  /** What a sandbox looks to have kept a command from. */
  private static Optional<String> kept(ToolResult result) {
    return result.facts().stream()
        .flatMap(
            fact ->
                fact instanceof ToolFact.Confined(String level, String kept) && !kept.isEmpty()
                    ? Stream.of("the sandbox (" + level + ") looks to have kept it from " + kept)
                    : Stream.empty())
        .findFirst();
  }

  /** A command that ended badly did what it was called for, and yet is no success. */
  private static boolean endedBadly(ToolResult result) {
    return result.facts().stream().anyMatch(fact -> fact instanceof ToolFact.EndedBadly);
  }

  /** The line of an edit that brings no diff. */
  private void showWaiting(CallId call) {
    String title = waiting.remove(call);
    if (title != null) {
      tell(lines.call(title));
    }
  }

  private String result(String sign, Event.ToolFinished finished) {
    List<String> lines = finished.result().text().strip().lines().toList();
    String first = lines.isEmpty() ? "" : ControlChars.neutraliseLine(lines.getFirst());
    String more = lines.size() > 1 ? " (+" + Figures.count(lines.size() - 1, "line") + ")" : "";
    return "  " + sign + " " + first + more + glyphs.dot() + Figures.duration(finished.took());
  }

  private void decided(Event.ApprovalDecided decided) {
    if (decided.granted()) {
      verbose("  allowed by " + decided.by().text());
    } else {
      showWaiting(decided.callId());
      refused.add(decided.callId());
      tell(Line.foreign(Role.WARNING, "  " + RunLines.refusal(decided)));
    }
  }

  private void used(Event.UsageReported reported) {
    tokens = reported.total().totalTokens();
    streamed = 0;
    status.tokens(tokens);
    verbose(
        Figures.tokens(reported.reply().inputTokens())
            + " tokens in ("
            + Figures.tokens(reported.reply().cachedTokens())
            + " cached), "
            + Figures.tokens(reported.reply().outputTokens())
            + " out");
  }

  private void retry(Event.RetryScheduled retry) {
    streamed = 0;
    if (retry.reason().code() == ProblemCode.MODEL_SWITCHED) {
      status.activity(WAITING);
      return; // the notice beside it says it all
    }
    status.countdown("trying again", retry.delay(), WAITING);
    tell(RunLines.retry(retry, ""));
  }

  /** Whether a notice is told with {@code --verbose} only. */
  static boolean isForTheCurious(Notice notice) {
    return switch (notice) {
      case Notice.PrefixBreak broken -> true;
      case Notice.ModelSwitched switched -> false;
      case Notice.ContextFills fills -> false;
      case Notice.NotCommitted left -> false;
      case Notice.Plain plain -> false;
    };
  }

  private void notice(Notice notice) {
    Problem problem = notice.problem();
    if (notice instanceof Notice.ContextFills) {
      tell(Line.of(Role.FAINT, problem.what()));
    } else if (isForTheCurious(notice)) {
      verbose(problem.what() + ": " + problem.cause());
    } else {
      problem(Role.WARNING, problem);
    }
  }

  private void ended(RunResult result) {
    status.close();
    if (heldText.strip().equals(result.answer().strip())) {
      heldText = "";
    }
    showHeldText();
    answer(result.answer());
    if (options.detail() != Detail.QUIET) {
      tell(lines.summary(result, Counts.ALL));
    }
    switch (result.ending()) {
      case RunResult.Ending.Well() -> {}
      case RunResult.Ending.Badly badly -> problem(Role.BAD, badly.problem());
    }
  }

  private void answer(String answer) {
    if (answer.isBlank()) {
      return;
    }
    boolean terminal = out.target() == Target.TERMINAL;
    if (terminal && told && err.target() == Target.TERMINAL) {
      status.print("\n");
    }
    String text = terminal ? ControlChars.neutralise(answer) : answer;
    out.stream().print(text.endsWith("\n") ? text : text + "\n");
    out.stream().flush();
  }

  /** Shown at every level of detail. */
  private void problem(Role role, Problem problem) {
    List<String> lines = ControlChars.neutralise(problem.render()).lines().toList();
    status.print(err.palette().paint(role, lines.getFirst()) + "\n");
    lines.stream().skip(1).forEach(line -> status.print(line + "\n"));
  }

  private void verbose(String foreign) {
    if (options.detail() == Detail.VERBOSE) {
      tell(Line.foreign(Role.FAINT, foreign));
    }
  }

  /** A line of progress. */
  private void tell(Line line) {
    if (options.detail() != Detail.QUIET) {
      told = true;
      status.print(line.paint(err.palette()) + "\n");
    }
  }
}
