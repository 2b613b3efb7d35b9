package dev.vibe.exec.shell;

import java.util.List;

/**
 * Simple command after expansion, as far as it is known; what is not known are {@link Marks}.
 *
 * @param assignments before the program, such as {@code A=b}
 * @param words the program and its operands
 * @param redirections of its inputs and outputs
 * @param input the text that it reads; empty for none, a mark when it is not known
 * @param isUsed whether another command gets what it prints
 */
record SimpleCommand(
    List<String> assignments,
    List<String> words,
    List<Redirect> redirections,
    String input,
    boolean isUsed) {

  /** Beginning of the file name that stands for a pipe to commands. */
  static final String PIPE = "/dev/fd/";

  SimpleCommand {
    assignments = List.copyOf(assignments);
    words = List.copyOf(words);
    redirections = List.copyOf(redirections);
  }

  /**
   * Redirection to or from a file.
   *
   * @param operator as it is written, without the number of a descriptor
   */
  record Redirect(String operator, String target) {

    boolean writes() {
      return operator.indexOf('>') >= 0;
    }

    boolean reads() {
      return operator.equals("<") || operator.equals("<>") || operator.equals("<&");
    }
  }

  /** One of which nothing is known. */
  static SimpleCommand unknown() {
    return new SimpleCommand(List.of(), List.of(String.valueOf(Marks.ANY)), List.of(), "", false);
  }

  /** The same program start with other words, such as what it runs. */
  SimpleCommand running(List<String> command) {
    return new SimpleCommand(assignments, command, redirections, input, isUsed);
  }

  /** The same with another text to read. */
  SimpleCommand fed(String text) {
    return new SimpleCommand(assignments, words, redirections, text, isUsed);
  }

  /** The name of the program without its folder; empty when that is not known. */
  String program() {
    return words.isEmpty() ? "" : program(words.getFirst());
  }

  /** The name of a program without its folder; empty when that is not known. */
  static String program(String word) {
    String name = word.substring(word.lastIndexOf('/') + 1);
    return Marks.isKnown(name) ? name : "";
  }

  /** What follows the program. */
  List<String> operands() {
    return words.isEmpty() ? List.of() : words.subList(1, words.size());
  }
}
