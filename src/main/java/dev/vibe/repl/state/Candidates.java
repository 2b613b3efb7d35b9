package dev.vibe.repl.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Candidates for completion.
 *
 * @param isAsked whether the files were asked for
 * @param arguments what could stand behind each command that was asked about
 */
record Candidates(
    List<SlashCommand> commands,
    List<String> files,
    boolean isAsked,
    Map<String, List<Menu.Choice>> arguments) {
  public Candidates {
    commands = List.copyOf(commands);
    files = List.copyOf(files);
    arguments = Map.copyOf(arguments);
  }

  Candidates asked() {
    return new Candidates(commands, files, true, arguments);
  }

  Candidates with(List<String> next) {
    return new Candidates(commands, next, true, arguments);
  }

  Candidates with(String command, List<Menu.Choice> choices) {
    Map<String, List<Menu.Choice>> more = new HashMap<>(arguments);
    more.put(command, List.copyOf(choices));
    return new Candidates(commands, files, isAsked, more);
  }
}
