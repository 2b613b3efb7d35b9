package dev.vibe.event;

import dev.vibe.conversation.CallId;

/**
 * Task that a model has handed to a subagent.
 *
 * @param call by which it was handed on
 * @param id of the subagent's own session, by which its transcript is found
 * @param kind e.g. {@code explore}
 * @param title first line of what it is to do, cut to fit a line
 */
public record Subtask(CallId call, String id, String kind, String title) {

  /** One line for people, as the call is titled, too. */
  public String line() {
    return kind + ": " + title;
  }
}
