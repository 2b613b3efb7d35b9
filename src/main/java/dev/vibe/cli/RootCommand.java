package dev.vibe.cli;

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
    Optional<Arguments> plain = PlainArgv.read(argv);
    if (plain.isEmpty()) {
      return ArgvParser.parse(argv);
    }
    try {
      return meaning(plain.get());
    } catch (UsageException e) {
      return new ParsedCommand.Usage(e.problem());
    }
  }

  static ParsedCommand meaning(Arguments arguments) {
    String command = arguments.command();
    if (arguments.has(Options.HELP)) {
      return new ParsedCommand.Help(
          command.equals(ArgvParser.DEMO)
              ? HelpText.demo()
              : command.startsWith(ArgvParser.CONFIG)
                  ? HelpText.config()
                  : command.startsWith(ArgvParser.COMPLETION)
                      ? HelpText.completion()
                      : HelpText.root());
    }
    if (arguments.has(Options.VERSION)) {
      return version();
    }
    if (command.equals(ArgvParser.DEMO)) {
      return DemoCommand.parsed(arguments);
    }
    if (command.startsWith(ArgvParser.COMPLETION)) {
      return CompletionCommand.parsed(arguments);
    }
    return command.startsWith(ArgvParser.CONFIG)
        ? ConfigCommand.parsed(arguments)
        : new ParsedCommand.Run(RunCommand.options(arguments));
  }

  static ParsedCommand version() {
    return new ParsedCommand.VersionText("vibe " + Version.text());
  }
}
