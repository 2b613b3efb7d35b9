package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import dev.vibe.approval.Question;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Inquiry;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.repl.key.Key;
import dev.vibe.view.Line;
import java.util.List;

/** Input to the screen: everything that can change what is on it. */
public sealed interface Input {

  record Pressed(Key key) implements Input {}

  /** A whole line, from where there are no keys. */
  record Entered(String line) implements Input {}

  record Happened(Envelope envelope) implements Input {}

  /** Time has passed. */
  record Tick() implements Input {}

  record Resized(int columns, int rows) implements Input {}

  /** The run wants an answer. */
  record Asked(Question question) implements Input {}

  /** The model wants to know something. */
  record Inquired(Inquiry inquiry) implements Input {}

  /** The question needs no answer any more. */
  record Withdrawn() implements Input {}

  /** There is a session that takes prompts. */
  record Connected(Facts.Connection connection) implements Input {}

  /** There is no model yet, and one is looked for once more before long. */
  record NoModelYet() implements Input {}

  /** There can be no session. */
  record Unavailable(ExitCode exitCode, Problem problem) implements Input {}

  /** The model's window as it is known by now, in tokens. */
  record WindowSeen(int tokens) implements Input {}

  /** Files of instructions that the model was given by now. */
  record InstructionsSeen(List<String> files) implements Input {}

  record RepositorySeen(Facts.Repository repository) implements Input {}

  /** Files for completion, relative to the working folder. */
  record FilesListed(List<String> files) implements Input {}

  /** What could stand behind a command, for completion. */
  record ArgumentsListed(String command, List<Menu.Choice> arguments) implements Input {}

  /** What a command of the user's own has written so far, and how many lines. */
  record OutputGrew(String end, long lines) implements Input {}

  /** Something to show, asked for by a command. */
  record Told(List<Line> lines) implements Input {}

  /**
   * A request is done, after all that it had to tell.
   *
   * @param attachments go with the next prompt, such as what a command of the user wrote
   */
  record Finished(List<Part> attachments) implements Input {}

  /** A request is done, and leads to a prompt. */
  record GoneOn(String prompt) implements Input {}

  /** The model was asked something beside the runs. */
  record Used(Usage usage, double costUsd) implements Input {}

  /** Something to pick from. */
  record Offered(Choices choices) implements Input {}

  /** The conversation that goes on had this mode. */
  record ModeRestored(Mode mode) implements Input {}

  /** Another conversation goes on from here; what was said in it. */
  record Switched(List<Envelope> earlier) implements Input {}

  /** A prompt that was taken back, to be edited. */
  record GivenBack(String prompt) implements Input {}

  /** The text as another program left it. */
  record EditedOutside(String text) implements Input {}

  /** No key will come any more. */
  record Closed() implements Input {}

  /** The process is asked to end. */
  record Terminated(ExitCode as) implements Input {}
}
