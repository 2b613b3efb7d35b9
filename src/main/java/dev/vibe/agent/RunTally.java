package dev.vibe.agent;

import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.Notice;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.commit.ToolCaches;
import dev.vibe.problem.Problem;
import dev.vibe.text.FileDiff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tally of the events of one run for its result record, until that is told. Owned by the session's
 * thread.
 */
public final class RunTally implements EventSink {

  private final Set<String> changedFiles = new LinkedHashSet<>();
  private final Set<String> plannedFiles = new LinkedHashSet<>();
  private final List<String> commits = new ArrayList<>();
  private final List<Problem> notCommitted = new ArrayList<>();
  private final List<ToolResult> failures = new ArrayList<>();

  /** By what was to be changed, or the tool that was to run. */
  private final Map<String, Problem> hindered = new LinkedHashMap<>();

  /** What subagents that have begun and not ended have used so far, by id. */
  private final Map<String, Spending> working = new LinkedHashMap<>();

  /** As the last report of the run told it. */
  private Spending told = Spending.NOTHING;

  private int turns;
  private TurnId now = new TurnId(1, 1);

  private Spending bySubagents = Spending.NOTHING;
  private boolean plannedCommit;
  private boolean unverified;
  private final Map<String, FileDiff> lastChanges = new HashMap<>();

  @Override
  public synchronized void accept(Envelope envelope) {
    if (envelope.event() instanceof Event.TaskWorks works) {
      working.put(works.task().id(), new Spending(works.turns(), works.usage(), 0));
    }
    if (envelope.event() instanceof Event.Durable durable) {
      take(durable);
    }
  }

  private void take(Event.Durable event) {
    switch (event) {
      case Event.FileChanged(var calls, var diff, boolean dryRun) -> {
        (dryRun ? plannedFiles : changedFiles).add(diff.path());
        if (!ToolCaches.has(diff.path())) { // else each test run would make them other files
          unverified = !dryRun;
          lastChanges.put(diff.path(), diff);
        }
        hindered.remove(diff.path());
      }
      case Event.Committed(String id, String message, List<String> files) -> {
        if (id.isEmpty()) {
          plannedCommit = true;
        } else {
          commits.add(id);
        }
      }
      case Event.NoticeRaised(Notice notice) -> {
        if (notice instanceof Notice.NotCommitted(Problem problem)) {
          notCommitted.add(problem);
        }
      }
      case Event.Verified v -> unverified = false; // whatever came of it, it tells itself
      case Event.TaskEnded ended -> {
        working.remove(ended.task().id());
        turns += ended.turns();
        bySubagents = bySubagents.plus(new Spending(ended.turns(), ended.usage(), ended.costUsd()));
        notifyAll();
      }
      case Event.PullRequestMade e -> {}
      case Event.UserSaid e -> {}
      case Event.SessionStarted e -> {}
      case Event.AssistantSaid e -> turns++;
      case Event.ToolCalled e -> {}
      case Event.ToolFinished(ToolResult result, var took) -> {
        hindered(result);
        if (result.isError()) {
          failures.add(result);
        } else if (result.toolName().equals(ToolNames.BASH) && !endedBadly(result)) {
          unverified = false;
        }
      }
      case Event.ApprovalDecided e -> {}
      case Event.Rewound e -> {}
      case Event.Compacted e -> {}
      case Event.UsageReported(Usage reply, Usage total, double costUsd, int window) ->
          told = new Spending(0, total, costUsd);
      case Event.RunEnded e -> {
        changedFiles.clear();
        plannedFiles.clear();
        commits.clear();
        notCommitted.clear();
        failures.clear();
        hindered.clear();
        plannedCommit = false;
        unverified = false;
        lastChanges.clear();
        told = Spending.NOTHING;
        turns = 0;
      }
    }
  }

  private void hindered(ToolResult result) {
    hindered.remove(result.toolName());
    for (ToolFact fact : result.facts()) {
      if (fact instanceof ToolFact.Hindered(String subject, Problem problem)) {
        hindered.put(subject, problem);
      }
    }
  }

  private static boolean endedBadly(ToolResult result) {
    return result.facts().stream().anyMatch(fact -> fact instanceof ToolFact.EndedBadly);
  }

  /** Whether a file was changed and no command has ended well since. */
  boolean isUnverified() {
    return unverified;
  }

  /**
   * A number for the state that the changes have brought the files to; the same state, the same.
   */
  int stateOfFiles() {
    return lastChanges.hashCode();
  }

  /** What is done from now on belongs to this turn. */
  synchronized void at(TurnId turn) {
    now = turn;
  }

  /** The turn that what is done belongs to. */
  public synchronized TurnId turn() {
    return now;
  }

  /**
   * What is left of the limits of the run, of which subagents use up a part. The cost of those that
   * work now is not known yet.
   */
  public synchronized RunLimits leftOf(RunLimits limits) {
    Spending spent = told.plus(bySubagents);
    int replies = turns;
    for (Spending each : working.values()) {
      spent = spent.plus(each);
      replies += each.turns();
    }
    return new RunLimits(
        Math.max(0, limits.maxTurns() - replies),
        Math.max(0, limits.maxTokens() - spent.usage().totalTokens()),
        Math.max(0, limits.maxCostUsd() - spent.costUsd()));
  }

  /** What subagents have used since this was last asked. */
  synchronized Spending takeSpending() {
    Spending spent = bySubagents;
    bySubagents = Spending.NOTHING;
    return spent;
  }

  /** Blocks until no subagent works any more, at most this long. */
  synchronized void awaitSubagents(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    boolean isInterrupted = false;
    while (!working.isEmpty() && System.nanoTime() < end) {
      try {
        wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    working.clear();
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  List<String> changedFiles() {
    return List.copyOf(changedFiles);
  }

  /** What a dry run would have changed. */
  List<String> plannedFiles() {
    return List.copyOf(plannedFiles);
  }

  /** Whether a dry run has shown a commit. */
  boolean plannedCommit() {
    return plannedCommit;
  }

  List<String> commits() {
    return List.copyOf(commits);
  }

  /** Results of calls that did not do what they were to do. */
  List<ToolResult> failures() {
    return List.copyOf(failures);
  }

  /** What the machine kept the run from doing, and what was not done later either. */
  List<Problem> hindrances() {
    return List.copyOf(hindered.values());
  }

  List<Problem> notCommitted() {
    return List.copyOf(notCommitted);
  }
}
