package dev.vibe.repl.state;

import java.util.ArrayList;
import java.util.List;

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
   * @param steering what the user said into it and the model has not heard yet, oldest first
   * @param isStopping whether its end was asked for
   * @param retryAt when the model is asked once more, while a failed request waits for that
   */
  record Running(
      String what,
      long since,
      long inputTokens,
      long outputTokens,
      long streamedChars,
      long streamingSince,
      List<String> steering,
      boolean isStopping,
      long retryAt)
      implements Activity {

    public Running {
      steering = List.copyOf(steering);
    }

    static Running begun(long now) {
      return new Running("sending", now, 0, 0, 0, now, List.of(), false, now);
    }

    Running doing(String next) {
      return new Running(
          next,
          since,
          inputTokens,
          outputTokens,
          streamedChars,
          streamingSince,
          steering,
          isStopping,
          retryAt);
    }

    Running streamed(String next, int chars, long now) {
      long start = streamedChars == 0 ? now : streamingSince;
      return new Running(
          next,
          since,
          inputTokens,
          outputTokens,
          streamedChars + chars,
          start,
          steering,
          isStopping,
          retryAt);
    }

    Running counted(long input, long output) {
      return new Running(
          what, since, input, output, 0, streamingSince, steering, isStopping, retryAt);
    }

    Running steered(List<String> next) {
      return new Running(
          what,
          since,
          inputTokens,
          outputTokens,
          streamedChars,
          streamingSince,
          next,
          isStopping,
          retryAt);
    }

    Running stopping() {
      return new Running(
          "stopping",
          since,
          inputTokens,
          outputTokens,
          streamedChars,
          streamingSince,
          steering,
          true,
          retryAt);
    }

    /** What was streamed counts for nothing: the model is asked once more, from then on. */
    Running retrying(long at) {
      return new Running(
          "waiting for the model",
          since,
          inputTokens,
          outputTokens,
          0,
          streamingSince,
          steering,
          isStopping,
          at);
    }

    /** One more that the user said. */
    Running steeredBy(String text) {
      List<String> more = new ArrayList<>(steering);
      more.add(text);
      return steered(more);
    }

    /** The model hears this from now on, whether it waited or not. */
    Running heard(String text) {
      List<String> rest = new ArrayList<>(steering);
      rest.remove(text);
      return steered(rest);
    }

    /** About four characters a token, until the server counts. */
    public long outputSoFar() {
      return outputTokens + streamedChars / 4;
    }
  }
}
