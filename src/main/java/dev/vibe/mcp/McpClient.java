package dev.vibe.mcp;

import dev.vibe.mcp.McpWire.Ask;
import dev.vibe.rpc.Params;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Client of one server, in whichever era it speaks: found by probing, unless it is known already.
 * It offers nothing: no roots, no sampling, no elicitation. Thread-safe.
 */
final class McpClient implements AutoCloseable {

  private static final Duration PROBE = Duration.ofSeconds(5);
  private static final Duration BEGIN = Duration.ofSeconds(60);
  private static final int MOST_PAGES = 50;

  /** Of questions before a tool does its work. */
  private static final int MOST_ROUNDS = 5;

  private static final int MOST_PROMPTS = 100;
  private static final int MOST_TOOLS = 1_000;
  private static final String META = "io.modelcontextprotocol/";

  private final McpWire wire;
  private final String productVersion;
  private final McpEra era;
  private final Params about;

  private McpClient(McpWire wire, String productVersion, McpEra era, Params about) {
    this.wire = wire;
    this.productVersion = productVersion;
    this.era = era;
    this.about = about;
  }

  /**
   * Begins. Blocks until the server has answered, at most some minute.
   *
   * @param wires makes a wire; a server that a probe has put off gets another
   * @param known the era that it spoke last time
   */
  static McpClient begin(Supplier<McpWire> wires, String productVersion, Optional<McpEra> known)
      throws McpFailure, InterruptedException {
    if (known.orElse(McpEra.MODERN) == McpEra.MODERN) {
      McpWire wire = wires.get();
      try {
        wire.speak(McpEra.MODERN.version());
        Params found = discovered(wire, productVersion);
        if (found.texts("supportedVersions").contains(McpEra.MODERN.version())) {
          return new McpClient(wire, productVersion, McpEra.MODERN, found);
        }
        wire.close();
      } catch (McpFailure e) {
        wire.close();
        if (e.kind() == McpFailure.Kind.UNAUTHORIZED) {
          throw e;
        }
      } catch (InterruptedException | RuntimeException e) {
        wire.close();
        throw e;
      }
    }
    McpWire wire = wires.get();
    try {
      return shakeHands(wire, productVersion);
    } catch (McpFailure | InterruptedException | RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  /** One that is asked for another version than it speaks gets a second try. */
  private static Params discovered(McpWire wire, String productVersion)
      throws McpFailure, InterruptedException {
    Ask ask =
        new Ask(
            "server/discover",
            withMeta(Map.of(), productVersion),
            Map.of("Mcp-Method", "server/discover"));
    try {
      return wire.ask(ask, PROBE);
    } catch (McpFailure e) {
      if (e.kind() != McpFailure.Kind.VERSION) {
        throw e;
      }
      return wire.ask(ask, PROBE);
    }
  }

  private static McpClient shakeHands(McpWire wire, String productVersion)
      throws McpFailure, InterruptedException {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("protocolVersion", McpEra.LEGACY.version());
    params.put("capabilities", Map.of());
    params.put("clientInfo", Map.of("name", "vibe", "version", productVersion));
    wire.speak("");
    Params about = wire.ask(new Ask("initialize", params), BEGIN);
    wire.speak(about.optionalText("protocolVersion").orElse(McpEra.LEGACY.version()));
    wire.tell("notifications/initialized", Map.of());
    return new McpClient(wire, productVersion, McpEra.LEGACY, about);
  }

  McpEra era() {
    return era;
  }

  /** Name and version of the server, as it says; foreign text. */
  String serverInfo() {
    Params info = about.object("serverInfo");
    return (info.optionalText("name").orElse("") + " " + info.optionalText("version").orElse(""))
        .strip();
  }

  /** Its tools, in its order. Blocks. */
  List<McpToolFacts> tools() throws McpFailure, InterruptedException {
    List<McpToolFacts> tools = new ArrayList<>();
    for (Params tool : listed("tools/list", "tools")) {
      if (tool.optionalText("name").isPresent() && HeaderParameters.areFine(tool)) {
        tools.add(McpToolFacts.of(tool.map(), "inputSchema"));
      }
      if (tools.size() == MOST_TOOLS) {
        break;
      }
    }
    return tools;
  }

  /** What it offers to people; none where it does not say that it has any. Blocks. */
  List<McpPrompt> prompts() throws McpFailure, InterruptedException {
    if (about.object("capabilities").optionalObject("prompts").isEmpty()) {
      return List.of();
    }
    return listed("prompts/list", "prompts").stream()
        .limit(MOST_PROMPTS)
        .map(McpPrompt::of)
        .toList();
  }

  /** Asks for the text of a prompt. Blocks. */
  String prompt(McpPrompt prompt, Map<String, Object> arguments)
      throws McpFailure, InterruptedException {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", prompt.name());
    params.put("arguments", arguments);
    Map<String, String> headers =
        Map.of("Mcp-Method", "prompts/get", "Mcp-Name", HeaderParameters.text(prompt.name()));
    return McpPrompt.text(asked(new Ask("prompts/get", params, headers), BEGIN));
  }

  private List<Params> listed(String method, String field) throws McpFailure, InterruptedException {
    List<Params> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    for (int page = 0; page < MOST_PAGES; page++) {
      Map<String, Object> params = new LinkedHashMap<>();
      cursor.ifPresent(at -> params.put("cursor", at));
      Params result = asked(new Ask(method, params, Map.of("Mcp-Method", method)), BEGIN);
      all.addAll(result.objects(field));
      cursor = result.optionalText("nextCursor").filter(at -> !at.isEmpty());
      if (cursor.isEmpty()) {
        break;
      }
    }
    return all;
  }

  /** Calls a tool. Blocks until it is done. */
  Params call(McpToolFacts tool, Map<String, Object> arguments, Duration limit)
      throws McpFailure, InterruptedException {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", tool.name());
    params.put("arguments", arguments);
    Map<String, String> headers = new LinkedHashMap<>();
    if (era == McpEra.MODERN) {
      headers.put("Mcp-Method", "tools/call");
      headers.put("Mcp-Name", HeaderParameters.text(tool.name()));
      headers.putAll(HeaderParameters.of(tool, arguments));
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Params result = asked(new Ask("tools/call", params, headers), limit);
      String type = result.optionalText("resultType").orElse("complete");
      if (type.equals("complete")) {
        return result;
      }
      if (!type.equals("input_required")) {
        throw new McpFailure(McpFailure.Kind.REFUSED, "its result is of a kind that is not known");
      }
      answer(result, params);
    }
    throw new McpFailure(McpFailure.Kind.REFUSED, "it asks again and again before it does that");
  }

  /**
   * Whatever it wants to know is declined, since nobody here was offered to be asked; it may do its
   * work without, and gets its own state back as it was.
   */
  private static void answer(Params result, Map<String, Object> params) {
    Map<String, Object> responses = new LinkedHashMap<>();
    result
        .object("inputRequests")
        .map()
        .keySet()
        .forEach(key -> responses.put(String.valueOf(key), Map.of("action", "decline")));
    params.put("inputResponses", responses);
    params.remove("requestState");
    result.value("requestState").ifPresent(state -> params.put("requestState", state));
  }

  private Params asked(Ask ask, Duration limit) throws McpFailure, InterruptedException {
    return wire.ask(
        era == McpEra.MODERN
            ? new Ask(ask.method(), withMeta(ask.params(), productVersion), ask.headers())
            : new Ask(ask.method(), ask.params()),
        limit);
  }

  private static Map<String, Object> withMeta(Map<String, Object> params, String productVersion) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put(META + "protocolVersion", McpEra.MODERN.version());
    meta.put(META + "clientCapabilities", Map.of());
    meta.put(META + "clientInfo", Map.of("name", "vibe", "version", productVersion));
    Map<String, Object> all = new LinkedHashMap<>(params);
    all.put("_meta", meta);
    return all;
  }

  @Override
  public void close() {
    wire.close();
  }
}
