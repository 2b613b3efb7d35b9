package dev.vibe.mcp;

import dev.vibe.json.Json;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parameters that a tool wants in headers, too: those whose schema has {@code x-mcp-header}, as the
 * specification of 2026-07-28 asks of every client.
 */
final class HeaderParameters {

  private static final String MARK = "x-mcp-header";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
  private static final Set<String> PLAIN = Set.of("string", "integer", "boolean");

  private HeaderParameters() {}

  /** Whether what a tool says of headers can be done; one where it cannot is left out. */
  static boolean areFine(Params tool) {
    Set<String> seen = new HashSet<>();
    try {
      for (Object property : properties(tool.object("inputSchema").map()).values()) {
        if (property instanceof Map<?, ?> schema && schema.containsKey(MARK)) {
          boolean isFine =
              schema.get(MARK) instanceof String name
                  && NAME.matcher(name).matches()
                  && seen.add(name.toLowerCase(Locale.ROOT))
                  && PLAIN.contains(String.valueOf(schema.get("type")));
          if (!isFine) {
            return false;
          }
        }
      }
    } catch (RpcException e) {
      return true; // a schema that is none has no headers
    }
    return true;
  }

  /** The headers of a call. */
  static Map<String, String> of(McpToolFacts tool, Map<String, Object> arguments) {
    Map<String, String> headers = new LinkedHashMap<>();
    properties(Json.object(tool.schema().text()))
        .forEach(
            (parameter, property) -> {
              Object value = arguments.get(String.valueOf(parameter));
              if (property instanceof Map<?, ?> schema
                  && schema.get(MARK) instanceof String name
                  && value != null) {
                headers.put("Mcp-Param-" + name, text(String.valueOf(value)));
              }
            });
    return headers;
  }

  private static Map<?, ?> properties(Map<?, ?> schema) {
    return schema.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
  }

  /** A header holds ASCII; other text goes as the specification has it. */
  static String text(String text) {
    boolean isPlain =
        text.chars().allMatch(c -> c >= 0x20 && c < 0x7F) && text.equals(text.strip());
    return isPlain
        ? text
        : "=?base64?"
            + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "?=";
  }
}
