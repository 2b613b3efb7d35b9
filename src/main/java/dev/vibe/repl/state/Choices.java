package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import dev.vibe.problem.ExitCode;
import java.util.List;

/**
 * List to pick one thing from.
 *
 * @param title what it is a list of
 */
public record Choices(String title, List<Choice> choices, PickedBy pickedBy) {

  /** Key that picks. */
  public enum PickedBy {
    ENTER,
    /** A list that is there to be read; other letters belong to the prompt. */
    X
  }

  /** A list to choose from. */
  public Choices(String title, List<Choice> choices) {
    this(title, choices, PickedBy.ENTER);
  }

  public Choices {
    choices = List.copyOf(choices);
  }

  /**
   * One thing.
   *
   * @param doc what it is, beside it
   * @param outcome what comes of it when it is picked
   */
  public record Choice(String text, String doc, Outcome outcome) {

    /** One that something is asked for. */
    public Choice(String text, String doc, Request request) {
      this(text, doc, new Outcome.Asked(request));
    }
  }

  /** Outcome of a pick. */
  public sealed interface Outcome {

    record Asked(Request request) implements Outcome {}

    /** The plan is carried out in this mode. */
    record CarriedOut(Mode mode) implements Outcome {}

    /** The plan is edited first. */
    record Edited() implements Outcome {}

    /** The plan is left as it is. */
    record Left() implements Outcome {}

    /** The session is left. */
    record Gone(ExitCode as) implements Outcome {}
  }
}
