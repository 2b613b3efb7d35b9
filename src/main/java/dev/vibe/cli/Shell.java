package dev.vibe.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Shell that there are completions for. */
enum Shell {
  BASH("bash"),
  ZSH("zsh"),
  FISH("fish");

  private final String label;

  Shell(String label) {
    this.label = label;
  }

  /** Its name on the command line. */
  String label() {
    return label;
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Shell::label).toList();
  }

  static Optional<Shell> named(String label) {
    return Arrays.stream(values()).filter(shell -> shell.label.equals(label)).findFirst();
  }
}
