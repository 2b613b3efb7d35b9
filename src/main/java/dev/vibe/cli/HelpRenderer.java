package dev.vibe.cli;

import static java.util.Objects.requireNonNull;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Renderer of help in 80 columns, by picocli from the model of the commands. */
final class HelpRenderer {

  private static final String ALSO_TAKES = "alsoTakes";

  /** The order of the sections; what a command says in lists is left out of its own help. */
  private static final List<String> SECTIONS =
      List.of(
          SECTION_KEY_SYNOPSIS_HEADING,
          SECTION_KEY_SYNOPSIS,
          SECTION_KEY_DESCRIPTION_HEADING,
          SECTION_KEY_DESCRIPTION,
          SECTION_KEY_PARAMETER_LIST_HEADING,
          SECTION_KEY_PARAMETER_LIST,
          SECTION_KEY_OPTION_LIST,
          ALSO_TAKES,
          SECTION_KEY_COMMAND_LIST_HEADING,
          SECTION_KEY_COMMAND_LIST,
          SECTION_KEY_FOOTER_HEADING,
          SECTION_KEY_FOOTER,
          SECTION_KEY_EXIT_CODE_LIST_HEADING,
          SECTION_KEY_EXIT_CODE_LIST);

  private static final int NAME_COLUMN = 28;

  private HelpRenderer() {}

  /**
   * The help of a command.
   *
   * @param path the names that lead to it; none for vibe itself
   */
  static String of(List<String> path) {
    CommandLine command = new CommandLine(CommandModel.whole());
    // As people write it; the parser takes both.
    command.setSeparator(" ");
    for (String name : path) {
      command = requireNonNull(command.getSubcommands().get(name), name);
    }
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.descriptionHeading("%n");
    usage.parameterListHeading(hasWords(command.getCommandSpec()) ? "%nArguments%n" : "");
    usage.commandListHeading("%nCommands%n");
    usage.footerHeading(usage.footer().length > 0 ? "%nExamples%n" : "");
    usage.exitCodeListHeading(usage.exitCodeList().isEmpty() ? "" : "%nExit codes%n");
    usage.customSynopsis(below(usage.synopsisHeading(), usage.customSynopsis()));
    command.setHelpSectionKeys(SECTIONS);
    command.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, HelpRenderer::commands);
    command.getHelpSectionMap().put(ALSO_TAKES, HelpRenderer::shared);
    if (!path.isEmpty()) {
      command.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, HelpRenderer::options);
    }
    return command.getUsageMessage(Help.Ansi.OFF);
  }

  /** Each line begins where the first one does, behind the heading. */
  private static String[] below(String heading, String... lines) {
    String[] below = lines.clone();
    for (int i = 1; i < below.length; i++) {
      below[i] = " ".repeat(heading.length()) + below[i];
    }
    return below;
  }

  private static boolean hasWords(CommandSpec command) {
    return command.positionalParameters().stream().anyMatch(words -> !words.hidden());
  }

  /** The options that no other command has. */
  private static String options(Help help) {
    List<OptionSpec> own = CommandModel.ownOptions(help.commandSpec());
    return own.isEmpty()
        ? ""
        : help.createHeading("%n" + Option.Group.OWN.heading() + "%n")
            + help.optionListExcludingGroups(own);
  }

  /** The options that vibe itself has, too, where they are explained. */
  private static String shared(Help help) {
    List<String> names = new ArrayList<>();
    CommandModel.sharedOptions(help.commandSpec())
        .forEach(option -> names.add(option.shortestName()));
    if (names.isEmpty()) {
      return "";
    }
    String last = names.removeLast();
    String all = names.isEmpty() ? last : String.join(", ", names) + " and " + last;
    return help.createHeading("%nTakes " + all + ", as vibe itself does.%n");
  }

  /** All that can be called below a command. */
  private static String commands(Help help) {
    Help.TextTable table =
        Help.TextTable.forColumns(
            help.colorScheme(),
            new Column(NAME_COLUMN, 2, Column.Overflow.SPAN),
            new Column(
                help.commandSpec().usageMessage().width() - NAME_COLUMN, 0, Column.Overflow.WRAP));
    String own = help.commandSpec().qualifiedName() + " ";
    for (CommandSpec command : CommandModel.leaves(help.commandSpec())) {
      StringBuilder name = new StringBuilder(command.qualifiedName().substring(own.length()));
      for (PositionalParamSpec words : command.positionalParameters()) {
        name.append(' ').append(CommandModel.label(words));
      }
      table.addRowValues(name.toString(), command.usageMessage().header()[0]);
    }
    return table.toString();
  }
}
