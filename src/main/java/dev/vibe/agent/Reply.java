package dev.vibe.agent;

import dev.vibe.conversation.Message;

/** Reply to one request, by what it means for the loop. */
sealed interface Reply {

  /** The model is done: text and no calls. */
  record Answer(Message.Assistant message) implements Reply {}

  /** The model wants its calls run. */
  record Calls(Message.Assistant message) implements Reply {}

  /** The output limit cut it: none of its calls may run. */
  record Cut(Message.Assistant message) implements Reply {}

  /** Neither text nor calls. */
  record Nothing() implements Reply {}

  /** Text that cannot be the end of a run. */
  record Unfinished(Message.Assistant message, Lack lack) implements Reply {}

  /** It repeated itself without end and was cut; this is what came before, perhaps nothing. */
  record Circling(Message.Assistant message) implements Reply {}

  /** The request was larger than the model's context. */
  record TooLarge(Stop stop) implements Reply {}

  /**
   * There is no reply to go on with.
   *
   * @param partialText what the user saw of it; empty when nothing
   */
  record Failed(Stop stop, String partialText) implements Reply {}
}
