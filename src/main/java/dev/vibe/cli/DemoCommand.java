package dev.vibe.cli;

import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code vibe demo}. */
final class DemoCommand {

  private static final Set<String> TAKES =
      Set.of(Options.OUTPUT, "--no-color", Options.QUIET, Options.VERBOSE, Options.LOG_FILE);

  private DemoCommand() {}

  static CommandSpec spec() {
    return CommandSpec.create().name(ArgvParser.DEMO);
  }

  static ParsedCommand parsed(Arguments arguments) {
    arguments.refuseOthers(TAKES);
    return new ParsedCommand.Demo(arguments.output(), arguments.flags());
  }
}
