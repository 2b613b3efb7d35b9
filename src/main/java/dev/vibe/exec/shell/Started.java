package dev.vibe.exec.shell;

import java.util.List;

/** Start of a program or a line by a command. */
sealed interface Started {

  /** A program with its operands. */
  record Program(List<String> words) implements Started {}

  /** A line for a shell. */
  record Script(String text) implements Started {}

  /** A text that may be such a line. */
  record Text(String text) implements Started {}
}
