package dev.vibe.repl.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * State of what can be completed.
 *
 * @param isAsked whether the files were asked for
 * @param arguments what could stand behind each command that was asked about
 */
record Completable(
    List<SlashCommand> commands,
    List<String> files,
    boolean isAsked,
    Map<String, List<Menu.Choice>> arguments) {
  Completable {
    commands = List.copyOf(commands);
    files = List.copyOf(files);
    arguments = Map.copyOf(arguments);
  }

  static Completable of(List<SlashCommand> commands) {
    return new Completable(commands, List.of(), false, Map.of());
  }

  Completable asked() {
    return new Completable(commands, files, true, arguments);
  }

  Completable with(List<String> next) {
    return new Completable(commands, next, true, arguments);
  }

  Completable with(String command, List<Menu.Choice> choices) {
    Map<String, List<Menu.Choice>> more = new HashMap<>(arguments);
    more.put(command, List.copyOf(choices));
    return new Completable(commands, files, isAsked, more);
  }
}
