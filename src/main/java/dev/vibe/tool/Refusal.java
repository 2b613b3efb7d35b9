package dev.vibe.tool;

import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.problem.RefusalCode;
import java.util.List;

/**
 * Refusal of a call that cannot run.
 *
 * @param code stable kind for tests and counts, e.g. {@code not_found}, {@code ambiguous}, {@code
 *     outside}
 * @param message for the model: what is wrong and what to do instead
 */
public record Refusal(RefusalCode code, String message) implements Prepared {

  /** As the answer of the call; that all is there already is no failure. */
  public ToolOutput output() {
    return code == RefusalCode.ALREADY_DONE
        ? ToolOutput.ok(message).with(new ToolFact.AlreadyDone())
        : new ToolOutput(Outcome.INVALID, message, List.of());
  }
}
