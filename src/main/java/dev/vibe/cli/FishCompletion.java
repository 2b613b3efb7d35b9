package dev.vibe.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writer of a completion script for fish: a line for each option, word and command. */
final class FishCompletion {

  private static final String SEEN = "__fish_seen_subcommand_from ";

  private final StringBuilder out = new StringBuilder();

  String script(CommandSpec root) {
    String name = root.name();
    out.append("# fish completion for ").append(name).append("\ncomplete -c ").append(name);
    out.append(" -f\n");
    command(root, "complete -c " + name, "");
    return out.toString();
  }

  /**
   * Writes the lines of a command and those below it.
   *
   * @param condition which commands have been seen where it is completed; empty for the root
   */
  private void command(CommandSpec command, String complete, String condition) {
    String here = condition;
    if (!command.subcommands().isEmpty()) {
      String none = "not " + SEEN + String.join(" ", command.subcommands().keySet());
      here = and(condition, none);
    }
    String start = here.isEmpty() ? complete : complete + " -n '" + here + "'";
    for (OptionSpec option : command.options()) {
      out.append(start);
      for (String name : option.names()) {
        out.append(name(name));
      }
      if (CompletedValue.takesValue(option)) {
        out.append(CompletedValue.isFile(option) ? " -r" : " -x").append(values(option));
      }
      out.append(doc(option.description())).append('\n');
    }
    for (PositionalParamSpec words : command.positionalParameters()) {
      String values = values(words);
      if (!values.isEmpty()) {
        out.append(start).append(values).append('\n');
      }
    }
    for (CommandLine below : command.subcommands().values()) {
      CommandSpec spec = below.getCommandSpec();
      out.append(start).append(" -a ").append(spec.name());
      out.append(doc(spec.usageMessage().header())).append('\n');
    }
    for (CommandLine below : command.subcommands().values()) {
      CommandSpec spec = below.getCommandSpec();
      command(spec, complete, and(condition, SEEN + spec.name()));
    }
  }

  private static String and(String one, String other) {
    return one.isEmpty() ? other : one + "; and " + other;
  }

  private static String name(String option) {
    return option.startsWith("--") ? " -l " + option.substring(2) : " -s " + option.charAt(1);
  }

  private static String values(ArgSpec argument) {
    if (CompletedValue.isFile(argument)) {
      return " -F";
    }
    if (CompletedValue.isFolder(argument)) {
      return " -a '(__fish_complete_directories)'";
    }
    List<String> choices = CompletedValue.choices(argument);
    return choices.isEmpty() ? "" : " -a '" + String.join(" ", choices) + "'";
  }

  private static String doc(String... formats) {
    return " -d '" + CompletedValue.doc(formats).replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
