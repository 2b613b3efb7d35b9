package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Decider;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.Notice;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.text.Figures;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.Line;
import dev.vibe.view.RunLines;
import dev.vibe.view.Span;
import dev.vibe.view.markdown.MarkdownStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Update by an event of the run: what it did becomes lines for good, and the state of what is under
 * way.
 */
final class EventUpdate {

  /** After a run as long as this, a person may look elsewhere. */
  private static final Duration LONG_RUN = Duration.ofSeconds(10);

  /** Of a message with more lines only the first are shown. */
  private static final int LONGEST_MESSAGE = 40;

  private EventUpdate() {}

  static Step apply(SessionState state, Envelope envelope, long now) {
    return switch (envelope.event()) {
      case Event.SessionStarted e -> Step.of(state);
      case Event.UserSaid(Message.User message, var by) -> userSaid(state, message);
      case Event.TextDelta(String text) -> textDelta(state, text, now);
      case Event.ReasoningDelta(String text) ->
          Step.of(
              state.activity() instanceof Activity.Running running
                  ? state.with(running.thinking(text, now))
                  : state);
      case Event.AssistantSaid(Message.Assistant message) -> said(state, message);
      case Event.RetryScheduled retry -> retry(state, retry, now);
      case Event.ToolCalled(ToolCall call, String title) ->
          Step.of(
                  doing(
                      state.with(state.shown().with(state.shown().calls().begun(call, title))),
                      title))
              .flushedBefore(call);
      case Event.OutputGrew(String end, long lines) -> grew(state, end, lines);
      case Event.FileChanged changed -> ToolLines.changed(state, changed);
      case Event.ToolFinished finished ->
          ToolLines.finished(Step.of(doing(state, "waiting for the model")), finished);
      case Event.ApprovalDecided decided -> decided(state, decided);
      case Event.Committed committed ->
          Step.of(state.with(state.changed().committed(committed.files())))
              .print(Kind.TOOL, ToolLines.commit(committed));
      case Event.Verified verified -> ToolLines.verified(state, verified);
      case Event.TaskWorks works -> Step.of(doing(state, RunLines.working(works)));
      case Event.TaskEnded ended -> Step.of(state).note(RunLines.task(ended));
      case Event.PullRequestMade(var request) -> Step.of(state).note(RunLines.pullRequest(request));
      case Event.Rewound e -> Step.of(state);
      case Event.Compacted compacted -> compacted(state, compacted);
      case Event.Progressed(String what) -> Step.of(doing(state, what));
      case Event.UsageReported reported -> used(state, reported);
      case Event.NoticeRaised(Notice notice) -> notice(state, notice);
      case Event.RunEnded(RunResult result) -> ended(state, result, now);
    };
  }

  private static Step compacted(SessionState state, Event.Compacted compacted) {
    return Step.of(state.with(state.spent().compacted(compacted.size().after())))
        .note(RunLines.compaction(compacted));
  }

  private static Step notice(SessionState state, Notice notice) {
    return switch (notice) {
      case Notice.PrefixBreak broken -> Step.of(state); // only tells why a reply came later
      case Notice.ContextFills fills -> Step.of(state); // the status line tells it
      case Notice.ModelSwitched(Problem problem) -> told(state, problem);
      case Notice.NotCommitted(Problem problem) -> told(state, problem);
      case Notice.Plain(Problem problem) -> told(state, problem);
    };
  }

  private static Step told(SessionState state, Problem problem) {
    return Step.of(state).print(Kind.NOTE, problem(state, problem));
  }

  static Step grew(SessionState state, String end, long lines) {
    Calls calls = state.shown().calls().grown(Calls.Growing.of(end, lines));
    return Step.of(state.with(state.shown().with(calls)));
  }

  static List<Line> problem(SessionState state, Problem problem) {
    List<Line> out = new ArrayList<>();
    for (String line : problem.render().lines().toList()) {
      Role role = out.isEmpty() ? Role.WARNING : Role.TEXT;
      out.addAll(Line.foreign(role, line).hanging(4).wrapped(state.room()));
    }
    return out;
  }

  private static Step userSaid(SessionState state, Message.User message) {
    List<Line> lines = new ArrayList<>();
    for (Part part : message.parts()) {
      switch (part) {
        case Part.Text(String text) ->
            shown(state, text)
                .forEach(
                    line ->
                        lines.add(
                            Line.of(
                                    new Span(Role.ACCENT, lines.isEmpty() ? "> " : "  "),
                                    Span.foreign(Role.STRONG, Width.expandTabs(line, Line.TAB)))
                                .hanging(2)));
        case Part.Attachment attached when attached.isOfMode() -> {}
        case Part.Attachment(String name, String text) ->
            lines.add(Line.foreign(Role.FAINT, "  + " + name));
        case Part.Image image -> lines.add(Line.foreign(Role.FAINT, "  + image " + image.name()));
      }
    }
    SessionState next = state;
    if (next.activity() instanceof Activity.Running running) {
      next = next.with(running.heard(text(message)));
    }
    Step step = Step.of(doing(next.with(next.shown().printed(Kind.NOTE)), "waiting for the model"));
    return step.print(
        Kind.USER, lines.stream().flatMap(l -> l.wrapped(state.room()).stream()).toList());
  }

  /** A message as it was typed, with long pastes in short; of an earlier one, its beginning. */
  private static List<String> shown(SessionState state, String text) {
    List<String> lines = state.composer().folded(text).lines().toList();
    if (lines.size() <= LONGEST_MESSAGE) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, LONGEST_MESSAGE / 2));
    first.add("… " + Figures.count(lines.size() - first.size(), "more line"));
    return first;
  }

  /** What was typed; the rest are attachments. */
  private static String text(Message.User message) {
    return message.parts().stream()
        .filter(part -> part instanceof Part.Text)
        .map(part -> ((Part.Text) part).text())
        .findFirst()
        .orElse("");
  }

  private static Step textDelta(SessionState state, String text, long now) {
    MarkdownStream before = state.shown().stream();
    // Models like to begin with line breaks, which would show as a hole.
    String more = before.isEmpty() && !state.shown().isStreaming() ? text.stripLeading() : text;
    MarkdownStream.Fed fed = before.feed(more, state.room());
    Step step = Step.of(streamed(state, "writing", text, now)).print(Kind.TEXT, fed.done());
    SessionState next = step.state();
    boolean begun = !more.isEmpty() || next.shown().isStreaming();
    return begun ? step.with(next.with(next.shown().streaming(fed.stream()))) : step;
  }

  private static Step retry(SessionState state, Event.RetryScheduled retry, long now) {
    Step step = endStream(state);
    if (state.activity() instanceof Activity.Running running && !running.isStopping()) {
      step = step.with(step.state().with(running.retrying(now + retry.delay().toNanos())));
    }
    return retry.reason().code() == ProblemCode.MODEL_SWITCHED
        ? step // the notice beside it says it all
        : step.print(Kind.NOTE, RunLines.retry(retry, ", Esc ends it"));
  }

  private static Step said(SessionState state, Message.Assistant message) {
    String text = message.text().strip();
    Step ended = endStream(state);
    Shown before = ended.state().shown();
    Shown shown = before.with(before.calls().thought(message.reasoning().text()));
    Step step = ended.with(ended.state().with(shown.with(shown.calls().replied(message.calls()))));
    if (!state.shown().isStreaming() && !text.isEmpty()) {
      MarkdownStream.Fed fed = MarkdownStream.EMPTY.feed(text, state.room());
      List<Line> lines = new ArrayList<>(fed.done());
      lines.addAll(fed.stream().end(state.room()));
      step = step.print(Kind.TEXT, lines);
    }
    return text.isEmpty()
        ? step
        : step.with(step.state().with(step.state().shown().answered(text)));
  }

  private static Step endStream(SessionState state) {
    List<Line> rest = state.shown().stream().end(state.room());
    Step step = Step.of(state).print(Kind.TEXT, rest);
    return step.with(step.state().with(step.state().shown().streamOver()));
  }

  private static Step decided(SessionState state, Event.ApprovalDecided decided) {
    if (decided.granted()) {
      return Step.of(state);
    }
    Calls calls = state.shown().calls().refused(decided.callId());
    Step step = Step.of(state.with(state.shown().with(calls)));
    return switch (decided.by()) {
      case Decider.User user -> step; // the question was answered on this screen
      case Decider.Nobody nobody -> step.print(Kind.TOOL, ToolLines.refused(decided, state.room()));
      case Decider.Standing other ->
          step.print(Kind.TOOL, ToolLines.refused(decided, state.room()));
    };
  }

  private static Step used(SessionState state, Event.UsageReported reported) {
    if (!(state.activity() instanceof Activity.Running)) {
      return Step.of(state.with(state.spent().plus(reported.reply(), reported.costUsd())));
    }
    SessionState next =
        state.with(state.spent().reported(reported.reply(), reported.total(), reported.costUsd()));
    return Step.of(
        next.activity() instanceof Activity.Running running
            ? next.with(running.counted(reported.total()))
            : next);
  }

  private static Step ended(SessionState state, RunResult result, long now) {
    Step told = ring(settle(outcome(endStream(state), result), result), result);
    return result.exitCode() == ExitCode.INTERRUPTED
        ? giveBackQueue(told.with(QueueUpdate.settled(told.state())))
        : offerPlan(told, result, now);
  }

  private static Step outcome(Step step, RunResult result) {
    return switch (result.ending()) {
      case RunResult.Ending.Well() -> summary(step, result);
      case RunResult.Ending.Badly(ExitCode code, Problem problem) ->
          code == ExitCode.INTERRUPTED
              ? isInterruptTold(step.state())
                  ? step
                  : step.print(Kind.NOTE, Line.of(Role.WARNING, "interrupted"))
              : step.print(Kind.NOTE, problem(step.state(), problem));
    };
  }

  /** The line of a call that was cut off stands right above. */
  private static boolean isInterruptTold(SessionState state) {
    List<Calls.Done> done = state.shown().calls().done();
    return state.shown().last() == Kind.TOOL
        && !done.isEmpty()
        && done.getLast().result().outcome() == ToolResult.Outcome.INTERRUPTED;
  }

  /** Nothing is under way any more, and what the run changed may show in the repository. */
  private static Step settle(Step ended, RunResult result) {
    Step step = ended.flushed();
    SessionState heard = SteerUpdate.unheard(step.state());
    SessionState next = heard.with(heard.changed().plus(left(result)));
    Shown shown = next.shown();
    return step.with(
            (next.dialog() instanceof Dialog.Asking ? QuestionUpdate.closed(next) : next)
                .with(new Activity.Idle())
                .with(next.spent().runEnded())
                .with(shown.with(shown.calls().grown(Calls.Growing.NOTHING)).todo(List.of())))
        .act(new Action.Ask(new Request.LookAtRepository()));
  }

  /** Of what was changed, the files that no commit of the run has. */
  private static List<String> left(RunResult result) {
    return result.commits().isEmpty() ? result.changedFiles() : List.of();
  }

  /** For somebody who looks elsewhere by now. */
  private static Step ring(Step step, RunResult result) {
    return result.took().compareTo(LONG_RUN) > 0 && !step.state().presence().isFocused()
        ? step.act(new Action.Ring())
        : step;
  }

  /** Where the mode only plans and nothing else waits; else what waits goes on. */
  private static Step offerPlan(Step step, RunResult result, long now) {
    SessionState state = step.state();
    boolean planned =
        state.facts().mode() == Mode.PLAN
            && result.ending() instanceof RunResult.Ending.Well
            && PlanUpdate.isPlan(result.answer())
            && state.composer().queue().isEmpty()
            && state.dialog() instanceof Dialog.None;
    return planned
        ? step.with(state.with(new Dialog.PlanReady(result.answer(), false)))
        : MessageUpdate.next(step, now);
  }

  /**
   * What waits for a run that was stopped goes back to the user, who may think again: to be edited
   * where it can be, else to be read.
   */
  private static Step giveBackQueue(Step step) {
    SessionState state = step.state();
    Composer composer = state.composer();
    if (composer.queue().isEmpty()) {
      return step;
    }
    if (state.size().isEndless()) {
      Step told = step.with(state.with(composer.withQueue(List.of())));
      for (String text : composer.queue()) {
        told = told.warn("not sent: " + text);
      }
      return told;
    }
    List<String> all = new ArrayList<>(composer.queue());
    if (!composer.editor().isEmpty()) {
      all.add(composer.editor().expanded());
    }
    String text = all.stream().collect(Collectors.joining("\n"));
    return step.with(state.with(composer.withQueue(List.of()).with(Editor.of(text))));
  }

  private static Step summary(Step step, RunResult result) {
    if (result.changedFiles().isEmpty() && result.took().compareTo(LONG_RUN) < 0) {
      return step;
    }
    return hint(
        step.print(Kind.NOTE, ToolLines.RUN.summary(result, RunLines.Counts.NONZERO)), result);
  }

  /** Said once, when there is something to take back for the first time. */
  private static Step hint(Step step, RunResult result) {
    Changed changed = step.state().changed();
    return result.changedFiles().isEmpty() || changed.isTold()
        ? step
        : step.with(step.state().with(changed.told())).note("/undo takes it back");
  }

  private static SessionState doing(SessionState state, String what) {
    return state.activity() instanceof Activity.Running running && !running.isStopping()
        ? state.with(running.doing(what))
        : state;
  }

  private static SessionState streamed(SessionState state, String what, String text, long now) {
    return state.activity() instanceof Activity.Running running
        ? state.with(
            running.streamed(running.isStopping() ? running.what() : what, text.length(), now))
        : state;
  }
}
