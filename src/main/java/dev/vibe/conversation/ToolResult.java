package dev.vibe.conversation;

import java.util.List;

/**
 * Result of a tool call, its one answer.
 *
 * @param text for the model and people; see {@link #forModel}
 * @param facts what programs need to know of it beside the outcome; never told to the model
 */
public record ToolResult(
    CallId callId, String toolName, Outcome outcome, String text, List<ToolFact> facts) {

  public ToolResult {
    facts = List.copyOf(facts);
  }

  public ToolResult(CallId callId, String toolName, Outcome outcome, String text) {
    this(callId, toolName, outcome, text, List.of());
  }

  /** Outcome of a call. Everything but {@code OK} is an error for the model. */
  public enum Outcome {
    OK,
    /** It ran, or tried to, and failed; the text says what to do instead. */
    FAILED,
    /** The arguments, the name or the state made it impossible; nothing was run. */
    INVALID,
    /** A rule or a person said no. */
    DENIED,
    /** The user interrupted before it ran or while it ran. */
    INTERRUPTED
  }

  /** Beginning of what a model reads of a call that failed or was refused. */
  public static final String FAILURE = "error: ";

  /** As the model reads it: a failure begins with one and the same word, whatever it was. */
  public String forModel() {
    boolean isMarked = !isError() || isOnlyShown() || text.startsWith(FAILURE);
    return isMarked ? text : FAILURE + text;
  }

  /** Whether what was asked for was shown and not done, as in a dry run. */
  public boolean isOnlyShown() {
    return facts.stream().anyMatch(fact -> fact instanceof ToolFact.OnlyShown);
  }

  /** Whether what was asked for was there already. */
  public boolean isAlreadyDone() {
    return facts.stream().anyMatch(fact -> fact instanceof ToolFact.AlreadyDone);
  }

  public boolean isError() {
    return outcome != Outcome.OK;
  }
}
