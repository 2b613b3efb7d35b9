package dev.vibe.cli;

import picocli.CommandLine.Model.OptionSpec;

/** Name by which an option is known, whichever of its names was written: the last one. */
final class KnownName {

  private KnownName() {}

  static String of(OptionSpec option) {
    return option.names()[option.names().length - 1];
  }
}
