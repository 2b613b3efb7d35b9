package dev.vibe.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code vibe models}. */
final class ModelsCommand {

  private ModelsCommand() {}

  static CommandSpec spec() {
    return Listings.spec(ArgvParser.MODELS);
  }

  static ParsedCommand parsed(Arguments arguments) {
    return new ParsedCommand.Models(Listings.options(arguments, List.of()));
  }
}
