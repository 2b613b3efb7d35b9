package dev.vibe.exec.shell;

import java.util.List;

/**
 * Line of plain commands: words, groups, and the operators between them. Everything that a shell
 * would expand, substitute, assign or write has no place in it. Pure data.
 *
 * @param steps what runs one after another
 */
record PlainLine(List<Chain> steps) {

  PlainLine {
    steps = List.copyOf(steps);
  }

  /** Pipes of which each runs or not by how the one before it ended. */
  record Chain(List<Link> links) {
    Chain {
      links = List.copyOf(links);
    }
  }

  /** Pipe, and what has to be so that it runs. */
  record Link(Joint joint, List<Command> pipe) {
    Link {
      pipe = List.copyOf(pipe);
    }
  }

  /** What has to be of the pipe before so that the next one runs. */
  enum Joint {
    FIRST,
    AND,
    OR
  }

  /** Command of a pipe. */
  sealed interface Command {

    /**
     * A program with its operands.
     *
     * @param inputs files that it gets as its input
     */
    record Simple(List<Word> words, List<Word> inputs) implements Command {
      public Simple {
        words = List.copyOf(words);
        inputs = List.copyOf(inputs);
      }
    }

    /** Commands in brackets. */
    record Group(PlainLine line, Scope scope, List<Word> inputs) implements Command {
      public Group {
        inputs = List.copyOf(inputs);
      }
    }
  }

  /** Whether a group goes on in the shell of its line. */
  enum Scope {
    SAME_SHELL,
    OTHER_SHELL
  }

  /**
   * Word of a command.
   *
   * @param written without quotes; of a pattern with {@link Marks#STAR} and {@link Marks#ONE}
   */
  record Word(String written) {

    /** Whether file names may stand in its place. */
    boolean isPattern() {
      return !Marks.isKnown(written);
    }

    boolean isOption() {
      return written.length() > 1 && written.charAt(0) == '-';
    }
  }
}
