package dev.vibe.repl.state;

/** What goes on. Times are of a clock that never goes back, in nanoseconds. */
public sealed interface Activity {

  /** The model is not known yet; prompts wait. */
  record Starting() implements Activity {}

  record Idle() implements Activity {}

  /** A request other than a prompt. */
  record Busy(String what, long since) implements Activity {}

  /**
   * A run.
   *
   * @param inputTokens of the replies so far
   * @param outputTokens of the replies so far
   * @param streamedChars of the reply that is coming
   * @param streamingSince when its first character came
   * @param isStopping whether its end was asked for
   */
  record Running(
      String what,
      long since,
      long inputTokens,
      long outputTokens,
      long streamedChars,
      long streamingSince,
      boolean isStopping)
      implements Activity {

    static Running begun(long now) {
      return new Running("sending", now, 0, 0, 0, now, false);
    }

    Running doing(String next) {
      return new Running(
          next, since, inputTokens, outputTokens, streamedChars, streamingSince, isStopping);
    }

    Running streamed(String next, int chars, long now) {
      long start = streamedChars == 0 ? now : streamingSince;
      return new Running(
          next, since, inputTokens, outputTokens, streamedChars + chars, start, isStopping);
    }

    Running counted(long input, long output) {
      return new Running(what, since, input, output, 0, streamingSince, isStopping);
    }

    Running stopping() {
      return new Running(
          "stopping", since, inputTokens, outputTokens, streamedChars, streamingSince, true);
    }

    /** About four characters a token, until the server counts. */
    public long outputSoFar() {
      return outputTokens + streamedChars / 4;
    }
  }
}
