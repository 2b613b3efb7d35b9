package dev.vibe.cli;

import dev.vibe.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line as a whole. Built in code: annotations would be read by reflection at start. */
public final class RootCommand {

  static final String DEMO = "demo";
  static final String CONFIG = "config";
  static final List<String> COMMANDS = List.of(DEMO, CONFIG);

  private RootCommand() {}

  /** What argv means. Does no I/O but for the version, which is a resource; never throws. */
  public static ParsedCommand parse(String[] argv) {
    List<String> words = Arrays.asList(argv);
    if (words.size() == 1 && isOption(words.getFirst(), Options.HELP)) {
      return new ParsedCommand.Help(HelpText.root());
    }
    if (words.size() == 1 && isOption(words.getFirst(), Options.VERSION)) {
      return version();
    }
    try {
      checkValues(words);
      CommandLine parser =
          new CommandLine(spec(words))
              .setExpandAtFiles(false)
              .setAllowOptionsAsOptionParameters(true)
              .setAllowSubcommandsAsOptionParameters(true);
      return meaning(Arguments.of(parser.parseArgs(argv)));
    } catch (ParameterException e) {
      return new ParsedCommand.Usage(UsageProblems.of(e));
    } catch (UsageException e) {
      return new ParsedCommand.Usage(e.problem());
    }
  }

  private static ParsedCommand meaning(Arguments arguments) {
    String command = arguments.command();
    if (arguments.has(Options.HELP)) {
      return new ParsedCommand.Help(
          command.equals(DEMO)
              ? HelpText.demo()
              : command.startsWith(CONFIG) ? HelpText.config() : HelpText.root());
    }
    if (arguments.has(Options.VERSION)) {
      return version();
    }
    if (command.equals(DEMO)) {
      return DemoCommand.parsed(arguments);
    }
    return command.startsWith(CONFIG)
        ? ConfigCommand.parsed(arguments)
        : new ParsedCommand.Run(RunCommand.options(arguments));
  }

  private static ParsedCommand version() {
    return new ParsedCommand.VersionText("vibe " + Version.text());
  }

  /** A command's class is loaded only when argv has its name. */
  private static CommandSpec spec(List<String> words) {
    CommandSpec root = CommandSpec.create().name("vibe");
    for (Option option : Options.ALL) {
      root.addOption(optionSpec(option));
    }
    root.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PROMPT")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .build());
    if (words.contains(DEMO)) {
      root.addSubcommand(DEMO, DemoCommand.spec());
    }
    if (words.contains(CONFIG)) {
      root.addSubcommand(CONFIG, ConfigCommand.spec());
    }
    return root;
  }

  private static OptionSpec optionSpec(Option option) {
    OptionSpec.Builder builder =
        OptionSpec.builder(option.names().toArray(String[]::new))
            .paramLabel(option.label())
            .scopeType(ScopeType.INHERIT)
            .versionHelp(option.name().equals(Options.VERSION))
            .usageHelp(option.name().equals(Options.HELP));
    if (option.name().equals(Options.ADD_DIR)) {
      builder.type(List.class).auxiliaryTypes(String.class).arity("1");
    } else if (option.takesValue()) {
      builder.type(String.class).arity("1");
    } else {
      builder.type(boolean.class).arity("0");
    }
    return builder.build();
  }

  /**
   * The parser takes whatever follows an option as its value, so that a prompt may look like an
   * option and a folder may be called like a command. What is an option by its exact name is none:
   * the value was forgotten.
   */
  private static void checkValues(List<String> words) {
    for (int i = 0; i + 1 < words.size() && !words.get(i).equals("--"); i++) {
      Optional<Option> taker =
          Options.ALL.stream().filter(Option::takesValue).filter(isNamed(words.get(i))).findFirst();
      if (taker.isEmpty()) {
        continue;
      }
      i++;
      if (Options.ALL.stream().anyMatch(isNamed(words.get(i)))) {
        throw UsageProblems.usage(taker.get().name() + " needs a value", "vibe --help");
      }
    }
  }

  private static Predicate<Option> isNamed(String word) {
    return option -> option.names().contains(word);
  }

  private static boolean isOption(String word, String name) {
    return Options.ALL.stream().anyMatch(o -> o.name().equals(name) && o.names().contains(word));
  }

  /** Ends parsing with a problem from wherever it is found. */
  static final class UsageException extends RuntimeException {

    private final transient Problem problem;

    UsageException(Problem problem) {
      super(problem.what());
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }
}
