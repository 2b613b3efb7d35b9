package dev.vibe.tool;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.Event;
import java.util.List;

/**
 * Output of a call.
 *
 * @param text for the model; never blank
 * @param facts events that it made true, such as a commit, in order
 */
public record ToolOutput(Outcome outcome, String text, List<Event.Durable> facts) {
  public ToolOutput {
    facts = List.copyOf(facts);
  }

  public static ToolOutput ok(String text) {
    return new ToolOutput(Outcome.OK, text, List.of());
  }

  public static ToolOutput failed(String text) {
    return new ToolOutput(Outcome.FAILED, text, List.of());
  }
}
