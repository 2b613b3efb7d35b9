package dev.vibe.app;

import dev.vibe.config.Config;
import dev.vibe.config.ModelDirectory;
import dev.vibe.repl.state.Menu;
import java.util.List;

/** What could stand behind a command of the session, from what is on this machine. */
record DeskArguments(Config config, Archive archive) {

  private static final int MOST = 50;

  /** Empty for a command that takes anything. */
  List<Menu.Choice> of(String command) {
    return switch (command) {
      case "model" ->
          new ModelDirectory(config)
              .entries().stream()
                  .map(entry -> new Menu.Choice(entry.name(), ""))
                  .distinct()
                  .limit(MOST)
                  .toList();
      case "resume" ->
          archive.newest(MOST, "").stream()
              .map(entry -> new Menu.Choice(entry.id(), entry.title()))
              .toList();
      default -> List.of();
    };
  }
}
