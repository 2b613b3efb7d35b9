package dev.vibe.exec.shell;

import dev.vibe.exec.shell.ShellToken.Redirection;
import dev.vibe.exec.shell.ShellToken.Word;
import java.util.List;

/**
 * Simple command before anything in it is expanded.
 *
 * @param assignments before the program
 * @param input where its input comes from
 * @param output where its output goes
 */
record RawCommand(
    List<Word> assignments,
    List<Word> words,
    List<Redirection> redirections,
    Input input,
    Output output) {

  RawCommand {
    assignments = List.copyOf(assignments);
    words = List.copyOf(words);
    redirections = List.copyOf(redirections);
  }

  /** Input of a command, but for redirections. */
  sealed interface Input {

    /** That of the line, which is empty. */
    record OfLine() implements Input {}

    /** What another command of the line prints. */
    record Of(RawCommand command) implements Input {}

    /** What several commands print, or what a group of commands gets. */
    record Unknown() implements Input {}
  }

  /** Who gets what a command prints. */
  enum Output {
    SHOWN,
    /** Another command, or the word of one. */
    USED
  }
}
