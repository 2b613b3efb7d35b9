package dev.vibe.conversation;

/** The one answer to a tool call, as the model reads it. */
public record ToolResult(CallId callId, String toolName, Outcome outcome, String text) {

  /** What became of a call. Everything but {@code OK} is an error for the model. */
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

  public boolean isError() {
    return outcome != Outcome.OK;
  }
}
