package dev.vibe.cli;

/** The command line as a whole. */
public final class RootCommand {

  private RootCommand() {}

  /**
   * What argv means. Does no I/O but for the version, which is a resource; never throws. Help and
   * version alone do not even load the parser.
   */
  public static ParsedCommand parse(String[] argv) {
    if (argv.length == 1 && Options.isNamed(Options.HELP, argv[0])) {
      return new ParsedCommand.Help(HelpText.root());
    }
    if (argv.length == 1 && Options.isNamed(Options.VERSION, argv[0])) {
      return version();
    }
    return ArgvParser.parse(argv);
  }

  static ParsedCommand version() {
    return new ParsedCommand.VersionText("vibe " + Version.text());
  }
}
