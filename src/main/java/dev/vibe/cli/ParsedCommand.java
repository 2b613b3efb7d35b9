package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.host.RunOptions;
import dev.vibe.problem.Problem;

/** Meaning of a command line. */
public sealed interface ParsedCommand {

  /** To be printed on standard output; exit code 0. */
  record Text(String text) implements ParsedCommand {}

  /** The completion script of a shell, to be printed on standard output; exit code 0. */
  record Completions(Shell shell) implements ParsedCommand {}

  /**
   * The exit code is 2.
   *
   * @param format that was asked for, as far as that can be told from a line with a mistake
   */
  record Usage(Problem problem, RunOptions.Format format) implements ParsedCommand {}

  /** Something to do; each command has a record of its own for what it was asked. */
  non-sealed interface Work extends ParsedCommand {

    /** Does it; gives the exit code. */
    int run(App app);

    /** What a signal does meanwhile. */
    default Signals signals() {
      return Signals.END_THE_PROCESS;
    }

    /** What it means that nobody reads its output any more. */
    default Unread unread() {
      return signals() == Signals.END_THE_PROCESS ? Unread.FINE : Unread.LOST;
    }
  }

  /** Meaning of a reader that has gone away, such as {@code head}. */
  enum Unread {
    /** It has seen what it wanted. */
    FINE,
    /** A program lacks what it waits for. */
    LOST;

    /** Of a result in that form: people stop reading, programs do not. */
    static Unread of(RunOptions.Format format) {
      return format == RunOptions.Format.TEXT ? FINE : LOST;
    }
  }

  /** What a signal means to a command. */
  enum Signals {
    /** Nobody listens to it. */
    END_THE_PROCESS,
    /** The run ends in order, with its result record. */
    END_THE_RUN,
    /** As {@link #END_THE_RUN}, but Ctrl-C is a key. */
    END_THE_SESSION
  }
}
