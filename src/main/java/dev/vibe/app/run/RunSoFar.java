package dev.vibe.app.run;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.PullRequest;
import dev.vibe.event.RunResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Summary of what a run has come to so far, by its events, for a result record that the run itself
 * cannot write. Owned by its watchdog.
 */
final class RunSoFar implements EventSink {

  private final long start;
  private final Set<String> changedFiles = new LinkedHashSet<>();
  private final List<String> commits = new ArrayList<>();
  private long seq;
  private int turn;
  private String sessionId = "";
  private List<RunResult.Asked> model = List.of();
  private int replies;
  private String lastText = "";
  private Usage usage = Usage.NONE;
  private double costUsd;
  private RunResult.Evidence evidence = new RunResult.Evidence.Nothing();
  private Optional<PullRequest> pullRequest = Optional.empty();

  /**
   * Nothing yet.
   *
   * @param start of the run, by the clock of {@link System#nanoTime}
   */
  RunSoFar(long start) {
    this.start = start;
  }

  @Override
  public void accept(Envelope envelope) {
    seq = envelope.seq();
    turn = envelope.turn();
    sessionId = envelope.sessionId();
    switch (envelope.event()) {
      case Event.SessionStarted started ->
          model = List.of(new RunResult.Asked(started.model(), started.endpoint()));
      case Event.AssistantSaid(Message.Assistant message) -> {
        replies++;
        lastText = message.text();
      }
      case Event.UsageReported reported -> {
        usage = reported.total();
        costUsd = reported.costUsd();
      }
      case Event.FileChanged(var calls, var diff, boolean dryRun) -> {
        if (!dryRun) {
          changedFiles.add(diff.path());
        }
      }
      case Event.Committed(String id, String message, var files) -> {
        if (!id.isEmpty()) {
          commits.add(id);
        }
      }
      case Event.Verified v ->
          evidence = new RunResult.Evidence.Verified(v.command(), v.exitCode(), v.tree());
      case Event.TaskEnded ended -> {
        replies += ended.turns();
        usage = usage.plus(ended.usage()); // the next report of the run has it, too
        costUsd += ended.costUsd();
      }
      case Event.TaskWorks e -> {}
      case Event.PullRequestMade(PullRequest made) -> pullRequest = Optional.of(made);
      case Event.UserSaid e -> {}
      case Event.ToolCalled e -> {}
      case Event.ToolFinished e -> {}
      case Event.ApprovalDecided e -> {}
      case Event.Rewound e -> {}
      case Event.Compacted e -> {}
      case Event.Progressed e -> {}
      case Event.NoticeRaised e -> {}
      case Event.RunEnded e -> {}
      case Event.OutputGrew e -> {}
      case Event.TextDelta e -> {}
      case Event.ReasoningDelta e -> {}
      case Event.RetryScheduled e -> {}
    }
  }

  /** The record of the run as one that ends here. */
  RunResult cutOff(ExitCode as, Problem problem) {
    return new RunResult(
        new RunResult.Ending.Badly(as, problem),
        lastText.strip(),
        sessionId,
        model.isEmpty() ? "" : model.getFirst().model(),
        model.isEmpty() ? "" : model.getFirst().endpoint(),
        replies,
        usage,
        costUsd,
        Duration.ofNanos(System.nanoTime() - start),
        List.copyOf(changedFiles),
        commits,
        evidence,
        model,
        pullRequest);
  }

  /** An event behind all that happened. */
  Envelope next(Instant at, Event event) {
    return new Envelope(++seq, at, sessionId, turn, event);
  }
}
