package dev.vibe.provider;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Usage;
import dev.vibe.problem.Problem;
import java.time.Duration;

/** Event of a reply, in order; {@link Done} or {@link Failed} is last. */
public sealed interface ModelEvent {

  record TextDelta(String text) implements ModelEvent {}

  record ReasoningDelta(String text) implements ModelEvent {}

  /** The server loads the model, before it reads the request. */
  record Loading() implements ModelEvent {}

  /**
   * The server reads the request, and says how far it is; nothing of the reply has come.
   *
   * @param of tokens of all of it; 0 when the server does not say
   */
  record Reading(long tokens, long of) implements ModelEvent {

    public static final Reading NOTHING = new Reading(0, 0);
  }

  /**
   * The request failed in a way that may heal and is sent again after {@code delay}, which the next
   * call of {@code next} waits out.
   *
   * @param attempt the retry that this announces, from 1
   * @param kind what is in the way
   * @param reason the same for people
   * @param discardsShown deltas given so far belong to a broken reply and are not kept
   */
  record Retrying(int attempt, Duration delay, Obstacle kind, Problem reason, boolean discardsShown)
      implements ModelEvent {}

  /**
   * The whole reply. Calls of which the arguments are not complete JSON are in it as they came when
   * {@code finish} is not {@code LENGTH}; with {@code LENGTH} none of its calls may run.
   */
  record Done(Message.Assistant reply, Usage usage, Finish finish) implements ModelEvent {}

  /**
   * No reply. Nothing of it may be kept or run.
   *
   * @param partialText what was shown of the broken reply; empty when nothing was
   */
  record Failed(Kind kind, Problem problem, String partialText) implements ModelEvent {}

  /** Kind of failure that may heal; decides whether to wait or go to another model. */
  enum Obstacle {
    /** Nobody is there. */
    NO_CONNECTION,
    /** The request was taken, and no answer came in time. */
    SILENCE,
    /** The server is there and has too much to do, allows no more requests now, or failed. */
    BUSY,
    /** The reply broke off, was empty, or could not be read. */
    BROKEN_REPLY,
    /** The model was given up for another one, which is asked now. */
    LEFT
  }

  /** Reason why the model stopped. */
  enum Finish {
    STOP,
    TOOL_CALLS,
    /** The output limit cut the reply. */
    LENGTH,
    CONTENT_FILTER,
    /**
     * The text ended in a call that cannot be read, so it was not run, nor is it in the reply;
     * asking again may help.
     */
    GARBLED_CALL,
    /**
     * It repeated itself without end and was cut there; what it had to say before is the reply, and
     * no call is in it.
     */
    CIRCLING,
    OTHER
  }

  /** Kind of failure; decides the exit code and whether a smaller request may help. */
  enum Kind {
    /** No connection, a server error that did not heal, or a broken stream. */
    UNREACHABLE,
    UNAUTHORIZED,
    /** Money or quota: no retry helps. */
    QUOTA,
    /** The request is larger than the model's context. */
    CONTEXT_OVERFLOW,
    /** The server refused the request for another reason, e.g. an unknown model. */
    REJECTED,
    CANCELLED
  }
}
