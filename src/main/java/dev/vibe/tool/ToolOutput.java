package dev.vibe.tool;

import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Output of a call.
 *
 * @param text for the model; never blank
 * @param events what it made true, such as a commit, in order
 * @param facts what screens and scripts need to know of the result, so that nobody reads its text
 * @param rest what the text leaves out; empty when nothing, or when it is in a file already
 */
public record ToolOutput(
    Outcome outcome,
    String text,
    List<Event.Durable> events,
    List<ToolFact> facts,
    Optional<Rest> rest) {

  /**
   * Text that is more than a model should read at once, to be kept in a file.
   *
   * @param name of what it is, in few words for the model
   */
  public record Rest(String name, String text) {}

  public ToolOutput {
    events = List.copyOf(events);
    facts = List.copyOf(facts);
  }

  public ToolOutput(
      Outcome outcome, String text, List<Event.Durable> events, List<ToolFact> facts) {
    this(outcome, text, events, facts, Optional.empty());
  }

  public ToolOutput(Outcome outcome, String text, List<Event.Durable> events) {
    this(outcome, text, events, List.of());
  }

  /** With a text before its own. */
  public ToolOutput after(String before) {
    return new ToolOutput(outcome, before + text, events, facts, rest);
  }

  /** With one more fact. */
  public ToolOutput with(ToolFact fact) {
    List<ToolFact> more = new ArrayList<>(facts);
    more.add(fact);
    return new ToolOutput(outcome, text, events, more, rest);
  }

  /** With all of what its text shows a part of. */
  public ToolOutput leaving(Optional<Rest> whole) {
    return new ToolOutput(outcome, text, events, facts, whole);
  }

  public static ToolOutput ok(String text) {
    return new ToolOutput(Outcome.OK, text, List.of());
  }

  public static ToolOutput failed(String text) {
    return new ToolOutput(Outcome.FAILED, text, List.of());
  }
}
