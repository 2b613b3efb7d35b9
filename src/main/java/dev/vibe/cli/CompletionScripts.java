package dev.vibe.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writer of completion scripts for shells, from the model of the commands: that for bash is
 * picocli's, which has none for zsh and fish.
 */
final class CompletionScripts {

  private CompletionScripts() {}

  /** The script for a shell. */
  static String script(Shell shell) {
    CommandSpec root = CommandModel.whole();
    return switch (shell) {
      case BASH -> bash(root);
      case ZSH -> new ZshCompletion().script(root);
      case FISH -> new FishCompletion().script(root);
    };
  }

  /** picocli completes files for a folder, too; such options are made to complete folders alone. */
  private static String bash(CommandSpec root) {
    String script = AutoComplete.bash(root.name(), new CommandLine(root));
    Set<String> completed = new LinkedHashSet<>();
    for (OptionSpec option : options(root)) {
      if (CompletedValue.isFolder(option) && completed.add(KnownName.of(option))) {
        String files = bashCase(option, "-f");
        if (!script.contains(files)) {
          throw new IllegalStateException("no completion of files: " + KnownName.of(option));
        }
        script = script.replace(files, bashCase(option, "-d"));
      }
    }
    return script;
  }

  private static String bashCase(OptionSpec option, String action) {
    return """
        '%s')
          local IFS=$'\\n'
          type compopt &>/dev/null && compopt -o filenames
          COMPREPLY=( $( compgen %s -- "${curr_word}" ) ) # files
    """
        .formatted(String.join("'|'", option.names()), action);
  }

  private static List<OptionSpec> options(CommandSpec command) {
    List<OptionSpec> options = new ArrayList<>(command.options());
    for (CommandLine below : command.subcommands().values()) {
      options.addAll(options(below.getCommandSpec()));
    }
    return options;
  }
}
