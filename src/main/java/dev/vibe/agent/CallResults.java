package dev.vibe.agent;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.tool.ToolOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Results of one reply: one a call, made in any order, made known in call order. Owned by the
 * session's thread.
 */
final class CallResults {

  private final List<ToolCall> calls;
  private final List<Optional<Event.ToolFinished>> given = new ArrayList<>();
  private final EventBus bus;
  private final UnaryOperator<ToolOutput> within;
  private final IntFunction<String> news;
  private int published;

  /**
   * None given yet.
   *
   * @param within cuts an output to the room that each may have
   * @param news what the model is told beside its last call, which has so many characters; asked
   *     for once
   */
  CallResults(
      List<ToolCall> calls,
      EventBus bus,
      UnaryOperator<ToolOutput> within,
      IntFunction<String> news) {
    this.calls = calls;
    this.within = within;
    this.news = news;
    this.bus = bus;
    calls.forEach(call -> given.add(Optional.empty()));
  }

  /** Answers a call that took no time. */
  void give(int index, Outcome outcome, String text) {
    give(index, outcome, text, Duration.ZERO);
  }

  void give(int index, Outcome outcome, String text, Duration took) {
    give(index, new ToolOutput(outcome, text, List.of()), took);
  }

  /**
   * Answers a call, after the events that it made true; a second answer to the same call is a bug.
   */
  void give(int index, ToolOutput output, Duration took) {
    if (given.get(index).isPresent()) {
      throw new IllegalStateException("call " + index + " was answered twice");
    }
    output.events().forEach(bus::publish);
    ToolCall call = calls.get(index);
    ToolOutput shown = within.apply(output);
    String text = shown.text();
    text = index == calls.size() - 1 ? text + news.apply(text.length()) : text;
    ToolResult result =
        new ToolResult(call.id(), call.name(), shown.outcome(), text, shown.facts());
    given.set(index, Optional.of(new Event.ToolFinished(result, took)));
    publishReady();
  }

  /** Blocks until all that has happened is in the log, so that what comes next cannot be lost. */
  void sync() {
    bus.sync();
  }

  CallId idOf(int index) {
    return calls.get(index).id();
  }

  boolean given(int index) {
    return given.get(index).isPresent();
  }

  boolean failed(int index) {
    return given.get(index).map(finished -> finished.result().isError()).orElse(false);
  }

  /** The code with which the command of a call ended, where that is not 0. */
  Optional<Integer> badExit(int index) {
    return given.get(index).stream()
        .flatMap(finished -> finished.result().facts().stream())
        .filter(fact -> fact instanceof ToolFact.EndedBadly)
        .map(fact -> ((ToolFact.EndedBadly) fact).exitCode())
        .findFirst();
  }

  /** Answers whatever is still open, and gives all results. */
  List<ToolResult> complete() {
    for (int i = 0; i < calls.size(); i++) {
      if (given.get(i).isEmpty()) {
        give(i, Outcome.INTERRUPTED, "interrupted; not run", Duration.ZERO);
      }
    }
    return given.stream().map(finished -> finished.orElseThrow().result()).toList();
  }

  private void publishReady() {
    while (published < given.size() && given.get(published).isPresent()) {
      bus.publish(given.get(published).orElseThrow());
      published++;
    }
  }
}
