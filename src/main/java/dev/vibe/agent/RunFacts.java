package dev.vibe.agent;

import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the events of a run add up to for its result record. Owned by the session's thread. */
public final class RunFacts implements EventSink {

  /** Code of the notice that names files which a commit had to leave out. */
  public static final String LEFT_UNCOMMITTED = "left-uncommitted";

  private final Set<String> changedFiles = new LinkedHashSet<>();
  private final Set<String> plannedFiles = new LinkedHashSet<>();
  private final List<String> commits = new ArrayList<>();
  private final List<Problem> leftUncommitted = new ArrayList<>();

  @Override
  public void accept(Envelope envelope) {
    if (envelope.event() instanceof Event.Durable durable) {
      take(durable);
    }
  }

  private void take(Event.Durable event) {
    switch (event) {
      case Event.FileChanged(var diff, boolean dryRun) ->
          (dryRun ? plannedFiles : changedFiles).add(diff.path());
      case Event.Committed(String id, String message, List<String> files) -> {
        if (!id.isEmpty()) {
          commits.add(id);
        }
      }
      case Event.NoticeRaised(Problem problem) -> {
        if (problem.code().equals(LEFT_UNCOMMITTED)) {
          leftUncommitted.add(problem);
        }
      }
      case Event.UserSaid e -> {}
      case Event.SessionStarted e -> {}
      case Event.AssistantSaid e -> {}
      case Event.ToolCalled e -> {}
      case Event.ToolFinished e -> {}
      case Event.ApprovalDecided e -> {}
      case Event.UsageReported e -> {}
      case Event.RunEnded e -> {}
    }
  }

  List<String> changedFiles() {
    return List.copyOf(changedFiles);
  }

  /** Whether anything was changed, or in a dry run would have been. */
  boolean changedAnything() {
    return !changedFiles.isEmpty() || !plannedFiles.isEmpty();
  }

  List<String> commits() {
    return List.copyOf(commits);
  }

  List<Problem> leftUncommitted() {
    return List.copyOf(leftUncommitted);
  }
}
