package dev.vibe.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writer of a completion script for zsh: a function for each command. */
final class ZshCompletion {

  private final StringBuilder out = new StringBuilder();

  String script(CommandSpec root) {
    out.append("#compdef ").append(root.name()).append('\n');
    function(root, "_" + root.name());
    return out.append(
            """
            if [ "$funcstack[1]" = _%1$s ]; then
              _%1$s "$@"
            else
              compdef _%1$s %1$s
            fi
            """
                .formatted(root.name()))
        .toString();
  }

  private void function(CommandSpec command, String name) {
    out.append(name).append("() {\n");
    boolean hasCommands = !command.subcommands().isEmpty();
    if (hasCommands) {
      out.append("  local curcontext=$curcontext state line\n");
    }
    out.append("  _arguments -s").append(hasCommands ? " -C" : "");
    for (OptionSpec option : command.options()) {
      String value = value(option);
      for (String word : option.names()) {
        argument((option.isMultiValue() ? "*" : "") + word + "[" + doc(option) + "]" + value);
      }
    }
    if (hasCommands) {
      argument("1: :->command");
      argument("*:: :->rest");
    } else {
      for (PositionalParamSpec words : command.positionalParameters()) {
        argument(
            (words.isMultiValue() ? "*" : "1") + ":" + words.paramLabel() + ":" + action(words));
      }
    }
    out.append('\n');
    if (hasCommands) {
      dispatch(command, name);
    }
    out.append("}\n");
    for (CommandLine below : command.subcommands().values()) {
      CommandSpec spec = below.getCommandSpec();
      function(spec, name + "_" + spec.name());
    }
  }

  /** The names of the commands below, and what completes what stands behind one. */
  private void dispatch(CommandSpec command, String name) {
    StringBuilder names = new StringBuilder();
    StringBuilder cases = new StringBuilder();
    for (CommandLine below : command.subcommands().values()) {
      CommandSpec spec = below.getCommandSpec();
      String doc = CompletedValue.doc(spec.usageMessage().header());
      names.append("        '").append(quoted(spec.name() + ":" + doc)).append("'\n");
      cases.append("        ").append(spec.name()).append(") ");
      cases.append(name).append('_').append(spec.name()).append(" ;;\n");
    }
    out.append(
        """
          case $state in
            command)
              local -a commands=(
        %s      )
              _describe command commands
              ;;
            rest)
              case $words[1] in
        %s      esac
              ;;
          esac
        """
            .formatted(names, cases));
  }

  private void argument(String spec) {
    out.append(" \\\n    '").append(quoted(spec)).append('\'');
  }

  private static String doc(OptionSpec option) {
    return CompletedValue.doc(option.description())
        .replace("[", "\\[")
        .replace("]", "\\]")
        .replace(":", "\\:");
  }

  private static String value(OptionSpec option) {
    return CompletedValue.takesValue(option)
        ? ":" + option.paramLabel() + ":" + action(option)
        : "";
  }

  private static String action(ArgSpec argument) {
    if (CompletedValue.isFile(argument)) {
      return "_files";
    }
    if (CompletedValue.isFolder(argument)) {
      return "_files -/";
    }
    List<String> choices = CompletedValue.choices(argument);
    return choices.isEmpty() ? " " : "(" + String.join(" ", choices) + ")";
  }

  private static String quoted(String text) {
    return text.replace("'", "'\\''");
  }
}
