package dev.vibe.repl.state;

import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.repl.state.Shown.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Update to another conversation than before: what was said in it, as far as a person wants to see
 * it.
 */
final class ResumeUpdate {

  /** So many prompts with all that followed them are shown. */
  private static final int MOST_PROMPTS = 5;

  private ResumeUpdate() {}

  static Step apply(SessionState state, List<Envelope> earlier, long now) {
    Step step =
        Step.of(state.with(Shown.NOTHING.printed(state.shown().last())).with(spent(earlier)));
    List<Integer> prompts = new ArrayList<>();
    for (int i = 0; i < earlier.size(); i++) {
      if (earlier.get(i).event() instanceof Event.UserSaid) {
        prompts.add(i);
      }
    }
    int hidden = Math.max(0, prompts.size() - MOST_PROMPTS);
    if (hidden > 0) {
      step = step.note("… " + hidden + " earlier prompts …");
    }
    int from = prompts.isEmpty() ? earlier.size() : prompts.get(hidden);
    for (Envelope each : earlier.subList(from, earlier.size())) {
      if (isShown(each.event())) {
        Step next = EventUpdate.apply(step.state(), each, now);
        step = step.with(next.state());
        for (Action action : next.actions()) {
          step = step.act(action);
        }
      }
    }
    return step.with(step.state().with(standing(step.state().shown()).printed(Kind.NOTE)));
  }

  /** A list of the model's that is done is over, as at the end of a run. */
  private static Shown standing(Shown shown) {
    boolean isDone = shown.todo().stream().allMatch(line -> line.startsWith("[x]"));
    return isDone ? shown.todo(List.of()) : shown;
  }

  private static boolean isShown(Event event) {
    return switch (event) {
      case Event.UserSaid e -> true;
      case Event.AssistantSaid e -> true;
      case Event.ToolCalled e -> true;
      case Event.ToolFinished e -> true;
      case Event.FileChanged e -> true;
      case Event.Committed e -> true;
      case Event.Verified e -> true;
      case Event.PullRequestMade e -> true;
      case Event.TaskEnded e -> true;
      case Event.TaskWorks e -> false;
      case Event.Rewound e -> true;
      case Event.Compacted e -> true;
      case Event.Progressed e -> false;
      case Event.SessionStarted e -> false;
      case Event.ApprovalDecided e -> false;
      case Event.UsageReported e -> false;
      case Event.NoticeRaised e -> false;
      case Event.RunEnded e -> false;
      case Event.TextDelta e -> false;
      case Event.ReasoningDelta e -> false;
      case Event.RetryScheduled e -> false;
      case Event.OutputGrew e -> false;
    };
  }

  private static Spent spent(List<Envelope> earlier) {
    Spent spent = Spent.NOTHING;
    for (Envelope each : earlier) {
      if (each.event()
          instanceof Event.UsageReported(Usage reply, Usage total, double cost, var window)) {
        spent = spent.reported(reply, total, cost);
      } else if (each.event() instanceof Event.Compacted compacted) {
        spent = spent.compacted(compacted.size().after());
      } else if (each.event() instanceof Event.RunEnded) {
        spent = spent.runEnded();
      }
    }
    return spent.runEnded();
  }
}
