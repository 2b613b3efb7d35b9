package dev.vibe.cli;

import dev.vibe.app.host.RunOptions;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** Parses argv by rules that are built in code: annotations would be read by reflection. */
final class ArgvParser {

  static final String DEMO = "demo";
  static final String CONFIG = "config";
  static final String UNDO = "undo";
  static final String APPLY = "apply";
  static final String DOCTOR = "doctor";
  static final String MODELS = "models";
  static final String COMPLETION = "completion";
  static final List<String> COMMANDS =
      List.of(DEMO, UNDO, APPLY, MODELS, DOCTOR, CONFIG, COMPLETION);

  private ArgvParser() {}

  static ParsedCommand parse(String[] argv) {
    List<String> words = Arrays.asList(OptionalValue.joined(argv));
    try {
      checkValues(words);
      CommandLine parser =
          new CommandLine(spec(words))
              .setExpandAtFiles(false)
              .setOverwrittenOptionsAllowed(true)
              .setAllowOptionsAsOptionParameters(true)
              .setAllowSubcommandsAsOptionParameters(true);
      return RootCommand.meaning(Arguments.of(parser.parseArgs(words.toArray(String[]::new))));
    } catch (ParameterException e) {
      return new ParsedCommand.Usage(UsageProblems.of(e), format(words));
    } catch (UsageException e) {
      return new ParsedCommand.Usage(e.problem(), format(words));
    }
  }

  /** Whoever reads JSON should find it even where the line as a whole makes no sense. */
  static RunOptions.Format format(List<String> words) {
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
    for (String command : COMMANDS) {
      if (words.contains(command)) {
        root.addSubcommand(command, specOf(command));
      }
    }
    return root;
  }

  private static CommandSpec specOf(String command) {
    return switch (command) {
      case DEMO -> DemoCommand.spec();
      case UNDO -> UndoCommandLine.spec();
      case APPLY -> ApplyCommandLine.spec();
      case DOCTOR -> DoctorCommand.spec();
      case MODELS -> ModelsCommand.spec();
      case COMPLETION -> CompletionCommand.spec();
      case String config -> ConfigCommand.spec();
    };
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
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.equals("--")) {
        return;
      }
      Optional<Option> taker =
          Options.ALL.stream().filter(Option::takesValue).filter(isNamed(word)).findFirst();
      if (taker.isPresent()
          && rest.hasNext()
          && Options.ALL.stream().anyMatch(isNamed(rest.next()))) {
        throw UsageProblems.usage(taker.get().name() + " needs a value", "vibe --help");
      }
    }
  }

  private static Predicate<Option> isNamed(String word) {
    return option -> option.names().contains(word);
  }
}
