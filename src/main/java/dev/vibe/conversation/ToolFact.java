package dev.vibe.conversation;

import dev.vibe.problem.Problem;
import java.util.List;

/**
 * Fact about what became of a call, for programs. The model reads the text beside it, which nobody
 * else has to understand.
 */
public sealed interface ToolFact {

  /** The model's list of what is to be done, as it is now. */
  record TodoList(List<Step> steps) implements ToolFact {
    public TodoList {
      steps = List.copyOf(steps);
    }
  }

  /** One thing to do. */
  record Step(String text, Progress progress) {

    /** As the model and people see it, e.g. {@code [x] write the test}. */
    public String line() {
      return "[" + progress.sign + "] " + text;
    }
  }

  /** How far a step is. */
  enum Progress {
    PENDING(' '),
    IN_PROGRESS('>'),
    DONE('x');

    private final char sign;

    Progress(char sign) {
      this.sign = sign;
    }
  }

  /** What the call would do was shown and not done, because the run is a dry run. */
  record OnlyShown() implements ToolFact {}

  /** What the call asked for was there before it, so that nothing was done and nothing failed. */
  record AlreadyDone() implements ToolFact {}

  /** A command ended by itself with a code that is not 0. */
  record EndedBadly(int exitCode) implements ToolFact {}

  /**
   * The machine kept the call from doing its work, such as a full disk or a file that may not be
   * written.
   *
   * @param subject the file that was to be changed, or the name of the tool where it was none
   */
  record Hindered(String subject, Problem problem) implements ToolFact {}

  /** All of a long output is in a file, by its absolute path. */
  record OutputFile(String file) implements ToolFact {}

  /**
   * A search came to its end.
   *
   * @param matches lines, or names where names were searched for
   * @param files that hold them
   */
  record Found(int matches, int files) implements ToolFact {}

  /**
   * A line of the text tells which files the command changed. Events tell that, too, so it need not
   * be shown.
   *
   * @param line its number, from 0
   */
  record ChangesTold(int line) implements ToolFact {}

  /**
   * A command ran confined.
   *
   * @param level of the confinement, e.g. {@code bubblewrap}
   * @param kept what that looks to have kept it from, e.g. {@code the network}; else empty
   */
  record Confined(String level, String kept) implements ToolFact {}

  /** A person had another command run than the model's. */
  record RanInstead(String command) implements ToolFact {}
}
