package dev.vibe.app.interactive;

import dev.vibe.config.Config;
import dev.vibe.config.model.ModelDirectory;
import dev.vibe.repl.state.Menu;
import dev.vibe.session.SessionIndex;
import java.util.List;
import java.util.stream.Stream;

/**
 * Source of completions for the argument of a command of the session, from what is on this machine.
 */
record ArgumentCompletions(Config config, SessionIndex index) {

  private static final int MOST = 50;

  /** Empty for a command that takes anything. */
  List<Menu.Choice> of(String command) {
    return switch (command) {
      case "model" -> models(List.of());
      case "resume" ->
          index.newest(MOST, "").stream()
              .map(entry -> new Menu.Choice(entry.id(), entry.title()))
              .toList();
      default -> List.of();
    };
  }

  /** Those that the server was heard to have, then those with a name of their own. */
  List<Menu.Choice> models(List<String> served) {
    Stream<String> named = new ModelDirectory(config).entries().stream().map(entry -> entry.name());
    return Stream.concat(served.stream(), named)
        .distinct()
        .limit(MOST)
        .map(name -> new Menu.Choice(name, ""))
        .toList();
  }
}
