package dev.vibe.cli;

import java.util.Arrays;
import java.util.Optional;

/** The command line as a whole. */
public final class RootCommand {

  private RootCommand() {}

  /**
   * What argv means. Does no I/O but for the version, which is a resource; never throws. Help and
   * version alone, and a line as scripts write it, do not even load the parser.
   */
  public static ParsedCommand parse(String[] argv) {
    if (argv.length == 1 && Options.isNamed(Options.HELP, argv[0])) {
      return new ParsedCommand.Help(HelpText.root());
    }
    if (argv.length == 1 && Options.isNamed(Options.VERSION, argv[0])) {
      return version();
    }
    String[] line = OptionalValue.joined(argv);
    Optional<Arguments> plain = PlainArgv.read(line);
    if (plain.isEmpty()) {
      return ArgvParser.parse(line);
    }
    try {
      return meaning(plain.get());
    } catch (UsageException e) {
      return new ParsedCommand.Usage(e.problem(), ArgvParser.format(Arrays.asList(argv)));
    }
  }

  static ParsedCommand meaning(Arguments arguments) {
    String command = arguments.command();
    if (arguments.has(Options.HELP)) {
      return new ParsedCommand.Help(HelpText.of(command));
    }
    if (arguments.has(Options.VERSION)) {
      return version();
    }
    return switch (command) {
      case ArgvParser.DEMO -> DemoCommand.parsed(arguments);
      case ArgvParser.UNDO -> UndoCommandLine.parsed(arguments);
      case ArgvParser.APPLY -> ApplyCommandLine.parsed(arguments);
      case ArgvParser.DOCTOR -> DoctorCommand.parsed(arguments);
      case ArgvParser.MODELS -> ModelsCommand.parsed(arguments);
      case ArgvParser.COMPLETION -> CompletionCommand.parsed(arguments);
      case "" -> RunCommand.parsed(arguments);
      default -> ConfigCommand.parsed(arguments);
    };
  }

  static ParsedCommand version() {
    return new ParsedCommand.VersionText("vibe " + Version.text());
  }
}
