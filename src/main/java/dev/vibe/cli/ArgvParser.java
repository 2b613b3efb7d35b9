package dev.vibe.cli;

import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Parser of a line, by the model of its commands. */
final class ArgvParser {

  private ArgvParser() {}

  /**
   * What a line holds.
   *
   * @throws UsageException when it makes no sense
   */
  static ParsedLine parse(String[] line) {
    try {
      CommandLine parser =
          new CommandLine(CommandModel.of(List.of(line)))
              .setExpandAtFiles(false)
              .setOverwrittenOptionsAllowed(true)
              .setAllowOptionsAsOptionParameters(true)
              .setAllowSubcommandsAsOptionParameters(true);
      ParsedLine parsed = read(parser.parseArgs(line));
      int separator = List.of(line).indexOf("--");
      if (separator >= 0) {
        parsed.arguments().separated(line.length - separator - 1);
      }
      return parsed;
    } catch (ParameterException e) {
      throw new UsageException(UsageProblems.of(e));
    }
  }

  private static ParsedLine read(ParseResult root) {
    Arguments arguments = new Arguments();
    ParseResult level = root;
    add(level, arguments);
    while (level.hasSubcommand()) {
      level = level.subcommand();
      if (!arguments.words().isEmpty()) {
        throw UsageProblems.unexpected(arguments.words().getFirst(), level.commandSpec());
      }
      add(level, arguments);
    }
    CommandSpec command = level.commandSpec();
    // A command that ignored an option would do something else than what was asked.
    for (String option : arguments.given()) {
      if (command.findOption(option) == null) {
        throw UsageProblems.meaningless(option, command);
      }
    }
    return new ParsedLine(CommandModel.path(command), CommandModel.command(command), arguments);
  }

  /** Of an option that is given again the last value counts; a second prompt is a mistake. */
  private static void add(ParseResult level, Arguments arguments) {
    // An option that was given twice is listed twice, with the same values.
    for (OptionSpec option : new LinkedHashSet<>(level.matchedOptions())) {
      List<String> values = option.originalStringValues();
      String name = KnownName.of(option);
      if (name.equals(Options.PROMPT) && values.size() > 1) {
        throw UsageProblems.usage(
            Options.PROMPT + " is given more than once", "one -p with the whole text");
      }
      arguments.add(name);
      values.forEach(value -> arguments.add(name, value));
    }
    if (level.hasMatchedPositional(0)) {
      level.matchedPositional(0).originalStringValues().forEach(arguments::addWord);
    }
  }
}
