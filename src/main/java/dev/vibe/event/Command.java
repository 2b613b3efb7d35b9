package dev.vibe.event;

import dev.vibe.conversation.Message;
import dev.vibe.json.JsonSchema;
import dev.vibe.problem.ExitCode;
import java.util.Optional;

/** Command to a session from outside. */
public sealed interface Command {

  /**
   * Start a run with this prompt.
   *
   * @param form that the answer has to have; empty where it is free
   */
  record Prompt(Message.User message, Optional<JsonSchema> form) implements Command {

    public Prompt(Message.User message) {
      this(message, Optional.empty());
    }
  }

  /**
   * Say something into the present run: the model hears it after the results of its present calls,
   * or after its answer, which then is not the last. It is dropped when no run goes on or the run
   * ends before that, so whoever has seen no {@link Event.UserSaid} for it when the run has ended
   * may send it as a prompt.
   */
  record Steer(Message.User message) implements Command {}

  /**
   * Stop the present run in order: the stream or command is ended at once, open calls are answered,
   * the result record is still written.
   *
   * @param as the exit code the run ends with: interrupted, terminated or timeout
   */
  record Stop(ExitCode as) implements Command {}

  /**
   * What may happen unasked from now on, also in the present run.
   *
   * @param mode the label of a mode
   */
  record ChangeMode(String mode) implements Command {}
}
