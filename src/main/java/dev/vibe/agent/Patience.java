package dev.vibe.agent;

import dev.vibe.provider.ModelRequest.ToolUse;

/**
 * Budget of a run for replies that bring it no further. Immutable.
 *
 * @param nudges replies in a row that could not be used
 * @param shrinks requests in a row that the server found too large
 * @param toolUse whether the next reply has to be a call
 */
record Patience(int nudges, int shrinks, ToolUse toolUse) {

  /** How often a reply that cannot be used is answered with words before the run gives up. */
  private static final int MOST_NUDGES = 1;

  /** How often a request is made smaller after the server found it too large. */
  private static final int MOST_SHRINKS = 3;

  static final Patience FULL = new Patience(0, 0, ToolUse.FREE);

  /** What is left of it once this reply was read. Only calls fill it up again. */
  Patience after(Reply reply) {
    return switch (reply) {
      case Reply.Calls c -> FULL;
      case Reply.Nothing n -> new Patience(nudges + 1, shrinks, ToolUse.FREE);
      case Reply.Unfinished(var message, Lack lack) ->
          new Patience(nudges + 1, shrinks, lack.needsCall() ? ToolUse.REQUIRED : ToolUse.FREE);
      case Reply.Circling c -> new Patience(nudges + 1, shrinks, ToolUse.FREE);
      case Reply.TooLarge t -> new Patience(nudges, shrinks + 1, ToolUse.FREE);
      case Reply.Answer a -> new Patience(nudges, shrinks, ToolUse.FREE);
      case Reply.Cut c -> new Patience(nudges, shrinks, ToolUse.FREE);
      case Reply.Failed f -> new Patience(nudges, shrinks, ToolUse.FREE);
    };
  }

  /** Whether the model may be told once more that its reply could not be used. */
  boolean allowsNudge() {
    return nudges <= MOST_NUDGES;
  }

  /** Whether the request may be made smaller once more. */
  boolean allowsShrink() {
    return shrinks <= MOST_SHRINKS;
  }
}
