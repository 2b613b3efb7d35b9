package dev.vibe.acp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writer of the answer to {@code initialize}. */
public final class InitializeJson {

  /** The version of the protocol that is spoken here. */
  public static final int VERSION = 1;

  /** The way in that uses what is configured. */
  public static final String CONFIGURED = "configured";

  /** The way in that asks a few questions in a terminal. */
  public static final String SET_UP = "setup";

  private InitializeJson() {}

  /** What this program can do, for an editor of these abilities. */
  public static Map<String, Object> answer(String version, ClientAbilities client) {
    return Map.of(
        "protocolVersion",
        VERSION,
        "agentCapabilities",
        Map.of(
            "loadSession",
            true,
            "promptCapabilities",
            Map.of("image", true, "audio", false, "embeddedContext", true),
            "mcpCapabilities",
            Map.of("http", true, "sse", false),
            "sessionCapabilities",
            Map.of(
                "list", Map.of(),
                "resume", Map.of(),
                "close", Map.of(),
                "delete", Map.of(),
                "additionalDirectories", Map.of())),
        "authMethods",
        methods(client),
        "agentInfo",
        Map.of("name", "vibe", "title", "Vibe", "version", version));
  }

  private static List<Map<String, Object>> methods(ClientAbilities client) {
    List<Map<String, Object>> methods = new ArrayList<>();
    methods.add(
        Map.of(
            "id",
            CONFIGURED,
            "name",
            "Use the configured model",
            "description",
            "The key and endpoint of the environment or of vibe's configuration, or a model"
                + " that runs on this machine"));
    if (client.opensTerminal()) {
      methods.add(
          Map.of(
              "type",
              "terminal",
              "id",
              SET_UP,
              "name",
              "Set a model up",
              "description",
              "A few questions in a terminal: which model, where it is, and its key",
              "args",
              List.of("--setup")));
    }
    return methods;
  }
}
