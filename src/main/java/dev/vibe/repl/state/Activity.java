package dev.vibe.repl.state;

import dev.vibe.conversation.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Activity of the session: starting, idle, busy or running. Times are of a clock that never goes
 * back, in nanoseconds.
 */
public sealed interface Activity {

  /** Whether there was no model, so that a person may have it looked for, or take another. */
  default boolean lacksModel() {
    return this instanceof Starting starting && starting.isWaiting();
  }

  /**
   * The model is not known yet; prompts wait.
   *
   * @param retryAt when one is looked for once more, because there was none; 0 while it is
   */
  record Starting(long retryAt) implements Activity {

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(3);

    static Starting begun() {
      return new Starting(0);
    }

    static Starting again(long now) {
      return new Starting(now + RETRY_NANOS);
    }

    /** Whether there was none. */
    public boolean isWaiting() {
      return retryAt > 0;
    }

    boolean isDue(long now) {
      return isWaiting() && now >= retryAt;
    }
  }

  record Idle() implements Activity {}

  /** A request other than a prompt. */
  record Busy(String what, long since) implements Activity {}

  /**
   * A run.
   *
   * @param steering what the user said into it and the model has not heard yet, oldest first
   */
  record Running(Phase phase, Progress progress, List<String> steering) implements Activity {

    public Running {
      steering = List.copyOf(steering);
    }

    static Running begun(long now) {
      return new Running(
          new Phase("sending", false, now, ""),
          new Progress(now, Usage.NONE, new Streamed(0, now)),
          List.of());
    }

    public String what() {
      return phase.what();
    }

    public String thought() {
      return phase.thought();
    }

    public boolean isStopping() {
      return phase.isStopping();
    }

    Running doing(String next) {
      return new Running(phase.doing(next), progress, steering);
    }

    Running streamed(String next, int chars, long now) {
      return new Running(phase.doing(next), progress.streamed(chars, now), steering);
    }

    /** The model thinks aloud. */
    Running thinking(String more, long now) {
      Phase next = new Phase("thinking", isStopping(), phase.retryAt(), phase.thought());
      return isStopping()
          ? streamed(what(), more.length(), now)
          : new Running(next.thinking(more), progress.streamed(more.length(), now), steering);
    }

    Running counted(Usage total) {
      return new Running(phase, progress.counted(total), steering);
    }

    Running steered(List<String> next) {
      return new Running(phase, progress, next);
    }

    Running stopping() {
      return new Running(new Phase("stopping", true, phase.retryAt(), ""), progress, steering);
    }

    /** What was streamed counts for nothing: the model is asked once more, from then on. */
    Running retrying(long at) {
      Phase next = new Phase("waiting for the model", phase.isStopping(), at, "");
      return new Running(next, progress.counted(progress.usage()), steering);
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
  }

  /**
   * What a run does at the moment.
   *
   * @param isStopping whether its end was asked for
   * @param retryAt when the model is asked once more, while a failed request waits for that
   * @param thought the end of what the model thinks, while it does
   */
  record Phase(String what, boolean isStopping, long retryAt, String thought) {

    /** More is not shown at a time. Characters. */
    private static final int MOST_THOUGHT = 2_000;

    Phase doing(String next) {
      return new Phase(next, isStopping, retryAt, "");
    }

    Phase thinking(String more) {
      String all = thought + more;
      return new Phase(
          what, isStopping, retryAt, all.substring(Math.max(0, all.length() - MOST_THOUGHT)));
    }
  }

  /**
   * How far a run has come.
   *
   * @param since when it began
   * @param usage of the replies so far
   * @param streamed of the reply that is coming
   */
  record Progress(long since, Usage usage, Streamed streamed) {

    /** About four characters a token, until the server counts. */
    public long outputTokens() {
      return usage.outputTokens() + streamed.chars() / 4;
    }

    Progress streamed(int chars, long now) {
      return new Progress(since, usage, streamed.plus(chars, now));
    }

    /** With what the server has counted, in the place of what was streamed. */
    Progress counted(Usage total) {
      return new Progress(since, total, new Streamed(0, streamed.since()));
    }
  }

  /**
   * A part of a reply.
   *
   * @param since when its first character came
   */
  record Streamed(long chars, long since) {

    Streamed plus(int more, long now) {
      return new Streamed(chars + more, chars == 0 ? now : since);
    }
  }
}
