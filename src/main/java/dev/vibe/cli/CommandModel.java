package dev.vibe.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Stack;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Builder of picocli's model from what the {@link CommandDefinition commands} say of themselves.
 * Parsing, help, usage errors, completions and the manual page read that model and nothing else.
 *
 * <p>It is built in code, because annotations would be read by reflection at each start.
 */
final class CommandModel {

  /** Options of every command, of which no help but that of vibe itself speaks. */
  private static final String STANDARD = "standard";

  /** Options that a command has in common with vibe itself. */
  private static final String SHARED = "shared";

  private static final ITypeConverter<String> AS_WRITTEN = text -> text;

  private static final int WIDTH = 80;

  private CommandModel() {}

  /** The whole model. */
  static CommandSpec whole() {
    CommandSpec root = described("vibe", new RunCommand());
    for (Option.Group group : Option.Group.values()) {
      ArgGroupSpec.Builder options =
          ArgGroupSpec.builder()
              .validate(false)
              .order(root.argGroups().size())
              .heading("%n" + group.heading() + "%n");
      for (Option option : Options.ALL) {
        if (option.group() == group) {
          options.addArg(optionSpec(option));
        }
      }
      if (!options.args().isEmpty()) {
        root.addArgGroup(options.build());
      }
    }
    Subcommands.ALL.forEach(entry -> root.addSubcommand(entry.name(), subcommand(entry)));
    return root;
  }

  /**
   * As much as it takes to read a line: a command is there only if one of the words names it, and
   * options are in no groups, for which the parser would load its help.
   */
  static CommandSpec of(List<String> words) {
    CommandSpec root = described("vibe", new RunCommand());
    Options.ALL.forEach(option -> root.addOption(optionSpec(option)));
    for (CommandDefinition.Entry entry : Subcommands.ALL) {
      if (words.contains(entry.name()) && isMeant(entry.name(), words)) {
        root.addSubcommand(entry.name(), subcommand(entry));
      }
    }
    return root;
  }

  /** A word that people end sentences with is a command only where no other word stands before. */
  private static boolean isMeant(String name, List<String> words) {
    if (!name.equals(Subcommands.IT)) {
      return true;
    }
    boolean isValue = false;
    for (String word : words.subList(0, words.indexOf(name))) {
      boolean isOption = word.startsWith("-");
      if (!isOption && !isValue) {
        return false;
      }
      isValue =
          isOption
              && word.indexOf('=') < 0
              && Options.named(word).filter(Option::takesValue).isPresent();
    }
    return !isValue;
  }

  /** The command that a part of the model was built from. */
  static CommandDefinition command(CommandSpec spec) {
    return (CommandDefinition) spec.userObject();
  }

  /** Every command, vibe itself first. */
  static List<CommandSpec> all() {
    List<CommandSpec> all = new ArrayList<>();
    addAll(whole(), all);
    return all;
  }

  private static void addAll(CommandSpec command, List<CommandSpec> all) {
    all.add(command);
    command.subcommands().values().forEach(below -> addAll(below.getCommandSpec(), all));
  }

  /** The names that lead to a command; none for vibe itself. */
  static List<String> path(CommandSpec command) {
    if (command.parent() == null) {
      return List.of();
    }
    List<String> path = new ArrayList<>(path(command.parent()));
    path.add(command.name());
    return path;
  }

  /** The options that only this command has. */
  static List<OptionSpec> ownOptions(CommandSpec command) {
    List<OptionSpec> own = new ArrayList<>(command.options());
    command.mixins().values().forEach(mixin -> own.removeAll(mixin.options()));
    return own;
  }

  /** The options that vibe itself has, too, without the standard ones; none of vibe itself. */
  static List<OptionSpec> sharedOptions(CommandSpec command) {
    return command.mixins().containsKey(SHARED)
        ? command.mixins().get(SHARED).options()
        : List.of();
  }

  /** The commands below this one that do something themselves, in the order of help. */
  static List<CommandSpec> leaves(CommandSpec command) {
    List<CommandSpec> leaves = new ArrayList<>();
    for (CommandLine below : command.subcommands().values()) {
      CommandSpec spec = below.getCommandSpec();
      if (spec.subcommands().isEmpty() || !spec.positionalParameters().isEmpty()) {
        leaves.add(spec);
      }
      leaves.addAll(leaves(spec));
    }
    return leaves;
  }

  /** What is written behind the name of the command. */
  static String label(PositionalParamSpec words) {
    return words.arity().min() == 0 ? "[" + words.paramLabel() + "]" : words.paramLabel();
  }

  private static CommandSpec subcommand(CommandDefinition.Entry entry) {
    CommandDefinition command = entry.command().get();
    CommandSpec spec = described(entry.name(), command);
    command.options().forEach(option -> spec.addOption(optionSpec(option)));
    for (CommandDefinition.Entry below : command.subcommands()) {
      spec.addSubcommand(below.name(), subcommand(below));
    }
    CommandSpec shared = mixin(shared(command));
    return spec.addMixin(SHARED, shared)
        .addMixin(STANDARD, mixin(Set.of(Options.VERSION, Options.HELP)));
  }

  /** What a command below takes may stand before its name, too. */
  private static Set<String> shared(CommandDefinition command) {
    Set<String> shared = new LinkedHashSet<>(command.shared());
    command.subcommands().forEach(below -> shared.addAll(shared(below.command().get())));
    return shared;
  }

  /** In the order of the table. */
  private static CommandSpec mixin(Set<String> options) {
    CommandSpec mixin = CommandSpec.create();
    Options.ALL.stream()
        .filter(option -> options.contains(option.name()))
        .forEach(option -> mixin.addOption(optionSpec(option)));
    return mixin;
  }

  private static CommandSpec described(String name, CommandDefinition command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    command.words().ifPresent(words -> spec.addPositional(positional(words)));
    UsageMessageSpec usage =
        spec.usageMessage()
            .width(WIDTH)
            .sortOptions(false)
            .abbreviateSynopsis(true)
            .synopsisSubcommandLabel("COMMAND")
            .customSynopsis(command.synopsis().toArray(String[]::new))
            .header(plain(command.summary()))
            .description(lines(command.description().lines()))
            .footer(lines(command.examples().stream().map(example -> "  " + example)));
    Map<String, String> exitCodes = new LinkedHashMap<>();
    command.exitCodes().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> exitCodes.put(Integer.toString(e.getKey().code()), plain(e.getValue())));
    usage.exitCodeList(exitCodes);
    return spec;
  }

  private static OptionSpec optionSpec(Option option) {
    OptionSpec.Builder builder =
        OptionSpec.builder(option.names().toArray(String[]::new))
            .paramLabel(option.label())
            .description(plain(option.doc()))
            .versionHelp(option.name().equals(Options.VERSION))
            .usageHelp(option.name().equals(Options.HELP));
    Class<?> type = type(option.kind());
    if (!option.takesValue()) {
      return builder.type(type).arity("0").build();
    }
    if (!option.choices().isEmpty()) {
      builder.completionCandidates(option.choices());
    }
    builder.type(option.isRepeatable() ? List.class : type).auxiliaryTypes(type);
    return builder
        .arity("1")
        .converters(AS_WRITTEN)
        .preprocessor(CommandModel::isForgotten)
        .build();
  }

  private static PositionalParamSpec positional(Words words) {
    PositionalParamSpec.Builder builder =
        PositionalParamSpec.builder()
            .paramLabel(words.label())
            .hidden(words.doc().isEmpty())
            .description(plain(words.doc()));
    if (!words.choices().isEmpty()) {
      builder.completionCandidates(words.choices());
    }
    Class<?> type = type(words.kind());
    builder.type(words.count().isSeveral() ? List.class : type).auxiliaryTypes(type);
    return builder
        .arity(words.count().arity())
        .required(words.count().isRequired())
        .converters(AS_WRITTEN)
        .build();
  }

  /** Values are taken as they were written; the type tells a shell what to complete. */
  private static Class<?> type(Option.Kind kind) {
    return switch (kind) {
      case NONE -> boolean.class;
      case TEXT, TEXTS -> String.class;
      case FILE, FILES -> File.class;
      case FOLDER, FOLDERS -> Path.class;
    };
  }

  /**
   * The parser takes whatever follows an option as its value, so that a prompt may look like an
   * option and a folder may be called like a command. What is an option by its exact name is none:
   * the value was forgotten.
   */
  private static boolean isForgotten(
      Stack<String> rest, CommandSpec command, ArgSpec option, Map<String, Object> written) {
    boolean isApart = " ".equals(written.get("separator"));
    if (isApart
        && !rest.isEmpty()
        && (command.findOption(rest.peek()) != null || Options.named(rest.peek()).isPresent())) {
      throw new MissingParameterException(
          command.commandLine(), option, "an option stands where its value should be");
    }
    return false;
  }

  private static String[] lines(Stream<String> lines) {
    return lines.map(CommandModel::plain).toArray(String[]::new);
  }

  /** The model takes formats. */
  private static String plain(String text) {
    return text.replace("%", "%%");
  }
}
