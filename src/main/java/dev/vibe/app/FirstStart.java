package dev.vibe.app;

import dev.vibe.repl.view.Line;
import dev.vibe.text.Palette.Role;
import java.nio.file.Files;
import java.util.List;

/** The three lines that a session begins with as long as there is no configuration. */
final class FirstStart {

  private FirstStart() {}

  /** Whether the user has neither a configuration nor a history. */
  static boolean isIt(Surroundings surroundings) {
    return !Files.exists(surroundings.paths().userConfig())
        && !Files.exists(surroundings.paths().stateDir().resolve("history"));
  }

  /** With a model that was found: which, how to keep to it, and where to look around. */
  static List<Line> welcome(SessionModel model) {
    return List.of(
        Line.foreign(Role.TEXT, "found " + model.chat().id() + " at " + model.chat().endpoint()),
        Line.of(Role.TEXT, "to choose another, and to keep a key: vibe config init"),
        Line.of(Role.TEXT, "to look around: /help here, or vibe demo, which needs no model"));
  }
}
