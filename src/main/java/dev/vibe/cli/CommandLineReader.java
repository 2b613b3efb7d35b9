package dev.vibe.cli;

import dev.vibe.app.host.RunOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reader of the command line as a whole. */
public final class CommandLineReader {

  private CommandLineReader() {}

  /**
   * What argv means. Does no I/O but for the version and the help, which are resources; never
   * throws. Help and version alone, and a line as scripts write it, do not even load the parser.
   */
  public static ParsedCommand parse(String[] argv) {
    if (argv.length == 1 && Options.isNamed(Options.HELP, argv[0])) {
      return new ParsedCommand.Text(HelpText.root());
    }
    if (argv.length == 1 && Options.isNamed(Options.VERSION, argv[0])) {
      return version();
    }
    String[] line = OptionalValue.joined(argv);
    Optional<Arguments> plain = PlainArgv.read(line);
    if (plain.isEmpty()) {
      return parseWhole(argv);
    }
    try {
      return meaning(new ParsedLine(List.of(), new RunCommand(), plain.get()));
    } catch (UsageException e) {
      return new ParsedCommand.Usage(e.problem(), format(argv));
    }
  }

  /** As {@link #parse}, with the parser for every line. */
  static ParsedCommand parseWhole(String[] argv) {
    try {
      return meaning(ArgvParser.parse(OptionalValue.joined(argv)));
    } catch (UsageException e) {
      return new ParsedCommand.Usage(e.problem(), format(argv));
    }
  }

  private static ParsedCommand meaning(ParsedLine line) {
    if (line.arguments().has(Options.HELP)) {
      return new ParsedCommand.Text(
          line.path().isEmpty() ? HelpText.root() : HelpRenderer.of(line.path()));
    }
    if (line.arguments().has(Options.VERSION)) {
      return version();
    }
    return line.command().parse(line.arguments());
  }

  /** Whoever reads JSON should find it even where the line as a whole makes no sense. */
  private static RunOptions.Format format(String[] argv) {
    List<String> words = Arrays.asList(argv);
    RunOptions.Format found = RunOptions.Format.TEXT;
    for (RunOptions.Format format : RunOptions.Format.values()) {
      int at = words.lastIndexOf(format.label());
      boolean apart = at > 0 && words.get(at - 1).equals(Options.OUTPUT);
      if (apart || words.contains(Options.OUTPUT + "=" + format.label())) {
        found = format;
      }
    }
    return found;
  }

  private static ParsedCommand version() {
    return new ParsedCommand.Text("vibe " + Version.text() + "\n");
  }
}
