package dev.vibe.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Completion scripts for shells, from the table of options. */
final class Completion {

  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  /** Options whose value is a file, and those whose value is a folder. */
  private static final List<String> FILES = List.of(Options.PATCH_OUT, Options.LOG_FILE);

  private static final List<String> FOLDERS = List.of(Options.DIRECTORY, Options.ADD_DIR);

  private Completion() {}

  /** The script for one of {@link #SHELLS}. */
  static String script(String shell) {
    return switch (shell) {
      case "bash" -> bash();
      case "zsh" -> zsh();
      case "fish" -> fish();
      case String other -> throw new IllegalArgumentException(other);
    };
  }

  private static String bash() {
    List<String> all = new ArrayList<>();
    Options.ALL.forEach(option -> all.addAll(option.names()));
    StringBuilder cases = new StringBuilder();
    for (Option option : Options.ALL) {
      if (option.takesValue()) {
        cases
            .append("    ")
            .append(String.join(" | ", option.names()))
            .append(") ")
            .append(bashValue(option))
            .append(" ;;\n");
      }
    }
    return """
    # bash completion for vibe
    _vibe() {
      local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
      COMPREPLY=()
      case $before in
    %s    completion) mapfile -t COMPREPLY < <(compgen -W '%s' -- "$word") ;;
        config) mapfile -t COMPREPLY < <(compgen -W 'show path init' -- "$word") ;;
        *)
          if [[ $word == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W '%s' -- "$word")
          elif ((COMP_CWORD == 1)); then
            mapfile -t COMPREPLY < <(compgen -W '%s' -- "$word")
          fi
          ;;
      esac
    }
    complete -F _vibe vibe
    """
        .formatted(
            cases,
            String.join(" ", SHELLS),
            String.join(" ", all),
            String.join(" ", ArgvParser.COMMANDS));
  }

  private static String bashValue(Option option) {
    if (FILES.contains(option.name())) {
      return "compopt -o default";
    }
    if (FOLDERS.contains(option.name())) {
      return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$word\")";
    }
    List<String> choices = option.choices();
    return choices.isEmpty()
        ? ":"
        : "mapfile -t COMPREPLY < <(compgen -W '" + String.join(" ", choices) + "' -- \"$word\")";
  }

  private static String zsh() {
    StringBuilder specs = new StringBuilder();
    for (Option option : Options.ALL) {
      String doc = option.doc().replace("'", "'\\''").replace("[", "\\[").replace("]", "\\]");
      for (String name : option.names()) {
        specs.append("    '").append(option.isRepeatable() ? "*" : "").append(name);
        specs.append('[').append(doc.replace(":", "\\:")).append(']');
        if (option.takesValue()) {
          specs.append(':').append(option.label()).append(':').append(zshValue(option));
        }
        specs.append("' \\\n");
      }
    }
    return """
    #compdef vibe
    _vibe() {
      _arguments -s \\
    %s    '1:command:(%s)' \\
        '*::argument: '
    }
    if [ "$funcstack[1]" = _vibe ]; then
      _vibe "$@"
    else
      compdef _vibe vibe
    fi
    """
        .formatted(specs, String.join(" ", ArgvParser.COMMANDS));
  }

  private static String zshValue(Option option) {
    if (FILES.contains(option.name())) {
      return "_files";
    }
    if (FOLDERS.contains(option.name())) {
      return "_files -/";
    }
    return option.choices().isEmpty() ? " " : "(" + String.join(" ", option.choices()) + ")";
  }

  private static String fish() {
    StringBuilder out = new StringBuilder("# fish completion for vibe\ncomplete -c vibe -f\n");
    for (Option option : Options.ALL) {
      out.append("complete -c vibe");
      for (String name : option.names()) {
        out.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1));
      }
      if (option.takesValue()) {
        out.append(" -r");
      }
      if (FILES.contains(option.name())) {
        out.append(" -F");
      } else if (FOLDERS.contains(option.name())) {
        out.append(" -a '(__fish_complete_directories)'");
      } else if (!option.choices().isEmpty()) {
        out.append(" -a '").append(String.join(" ", option.choices())).append('\'');
      }
      out.append(" -d '").append(option.doc().replace("'", "\\'")).append("'\n");
    }
    String names =
        ArgvParser.COMMANDS.stream()
            .map(name -> "complete -c vibe -n __fish_is_first_arg -a " + name + "\n")
            .collect(Collectors.joining());
    return out.append(names).toString();
  }
}
