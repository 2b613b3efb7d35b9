package dev.vibe.app.interactive;

import dev.vibe.app.assembly.SessionModel;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.model.LocalServer;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Text of three lines that a session begins with, or ends with, while there is no configuration.
 */
final class FirstStart {

  private FirstStart() {}

  /** Whether the user has neither a configuration nor a history. */
  static boolean isIt(HostEnvironment host) {
    return !Files.exists(host.paths().userConfig())
        && !Files.exists(host.state().path().resolve("history"));
  }

  /** With a model that was found: which, how to keep to it, and where to look around. */
  static List<Line> welcome(SessionModel model) {
    return List.of(
        Line.foreign(Role.TEXT, "found " + model.chat().id() + " at " + model.chat().endpoint()),
        Line.of(Role.TEXT, "to choose another, and to keep a key: vibe config init"),
        Line.of(Role.TEXT, "to look around: /help here, or vibe demo, which needs no model"));
  }

  /** Whether there is no model because nothing was ever set up. */
  static boolean lacksModel(Problem problem, HostEnvironment host) {
    return problem.code() == ProblemCode.NO_MODEL && !Files.exists(host.paths().userConfig());
  }

  /** Without a model: what was looked for, how to get one, and where to look around. */
  static List<Line> farewell(Map<String, String> environment) {
    boolean hasKey = !environment.getOrDefault("OPENAI_API_KEY", "").isEmpty();
    String servers =
        LocalServer.USUAL.stream()
            .map(server -> server.name() + " (" + server.port() + ")")
            .collect(Collectors.joining(", "));
    return List.of(
        Line.of(
            Role.TEXT,
            "found no model: "
                + (hasKey
                    ? "OPENAI_API_KEY is set, but no OPENAI_BASE_URL to go with it"
                    : "no key in the environment")
                + ", and on this machine no "
                + servers),
        Line.of(
            Role.TEXT,
            "to get one: vibe config init, which asks where it is   or   export"
                + " MISTRAL_API_KEY=…   or   ollama run devstral"),
        Line.of(Role.TEXT, "to look around: vibe demo, which needs no model"));
  }
}
