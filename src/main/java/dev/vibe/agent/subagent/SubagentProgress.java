package dev.vibe.agent.subagent;

import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.Subtask;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Progress of a subagent: tells the run that it works for what has to be known of it, and counts
 * what it spends. Hears of it on the subagent's thread.
 */
final class SubagentProgress implements EventSink {

  private final SubagentHost host;
  private final Subtask task;
  private final SubagentPlace place;
  private final Set<String> changed = new LinkedHashSet<>();
  private Usage usage = Usage.NONE;
  private double costUsd;
  private int turns;

  SubagentProgress(SubagentHost host, Subtask task, SubagentPlace place) {
    this.host = host;
    this.place = place;
    this.task = task;
  }

  /** Before anything else is told. */
  void begun() {
    working("");
  }

  @Override
  public void accept(Envelope envelope) {
    switch (envelope.event()) {
      case Event.ToolCalled called -> working(called.title());
      case Event.UsageReported used -> {
        synchronized (this) {
          turns++;
          usage = used.total();
          costUsd = used.costUsd();
        }
        working("");
      }
      case Event.FileChanged file -> {
        synchronized (this) {
          changed.add(file.diff().path());
        }
        // The calls are those of another conversation.
        if (place == SubagentPlace.IN_PLACE) {
          host.tell(new Event.FileChanged(List.of(), file.diff(), file.dryRun()));
        }
      }
      case Event.Committed committed -> {
        if (place == SubagentPlace.IN_PLACE) {
          host.tell(committed);
        }
      }
      case Event.NoticeRaised raised -> host.tell(raised);
      case Event other -> {}
    }
  }

  private void working(String doing) {
    host.tell(new Event.TaskWorks(task, doing, turns(), usage()));
  }

  synchronized int turns() {
    return turns;
  }

  synchronized Usage usage() {
    return usage;
  }

  synchronized double costUsd() {
    return costUsd;
  }

  synchronized List<String> changedFiles() {
    return new ArrayList<>(changed);
  }
}
