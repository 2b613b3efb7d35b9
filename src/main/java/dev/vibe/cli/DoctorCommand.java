package dev.vibe.cli;

import dev.vibe.app.command.Checkup;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code vibe doctor}. */
final class DoctorCommand {

  private static final String ENDPOINT = "--endpoint";

  private DoctorCommand() {}

  static CommandSpec spec() {
    return Listings.spec(ArgvParser.DOCTOR)
        .addOption(OptionSpec.builder(ENDPOINT).type(boolean.class).arity("0").build());
  }

  static ParsedCommand parsed(Arguments arguments) {
    return new ParsedCommand.Doctor(
        Listings.options(arguments, List.of(ENDPOINT)),
        arguments.has(ENDPOINT) ? Checkup.Reach.ENDPOINT : Checkup.Reach.HERE);
  }
}
