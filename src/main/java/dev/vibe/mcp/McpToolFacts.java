package dev.vibe.mcp;

import dev.vibe.conversation.RawJson;
import dev.vibe.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Facts on a tool, as its server tells them.
 *
 * @param name by which the server calls it
 * @param description foreign text
 * @param schema of its arguments, as the server wrote it
 */
record McpToolFacts(String name, String description, RawJson schema) {

  /** What tells it from one that was changed. */
  String digest() {
    String all = name + "\n" + description + "\n" + schema.text();
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("description", description);
    fields.put("schema", Json.object(schema.text()));
    return fields;
  }

  /** Of the fields of a list, or of what was kept. */
  static McpToolFacts of(Map<?, ?> fields, String schemaField) {
    Object schema = fields.get(schemaField);
    return new McpToolFacts(
        String.valueOf(fields.get("name")),
        fields.get("description") instanceof String text ? text : "",
        new RawJson(Json.write(schema instanceof Map<?, ?> map ? map : Map.of("type", "object"))));
  }
}
