package dev.vibe.workspace.edit;

import dev.vibe.json.Json;
import dev.vibe.workspace.change.SeenVersions;
import dev.vibe.workspace.edit.TextEdit.Places;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** One of the cases in {@code cases/edits*.json}; {@code edits.json} says what the fields mean. */
record EditCase(Map<String, Object> fields) {

  static List<EditCase> all() {
    return Stream.of("edits.json", "edits-more.json", "edits-steps.json")
        .flatMap(EditCase::in)
        .toList();
  }

  private static Stream<EditCase> in(String file) {
    try (InputStream in = EditCase.class.getResourceAsStream("/cases/" + file)) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return list(Json.object(json), "cases").stream().map(EditCase::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static EditCase of(Object fields) {
    return new EditCase((Map<String, Object>) fields);
  }

  private static List<?> list(Map<String, Object> in, String key) {
    Object value = in.get(key);
    return switch (value) {
      case null -> List.of();
      case List<?> values -> values;
      default -> List.of(value);
    };
  }

  String id() {
    return string("id");
  }

  String string(String key) {
    return text(fields, key);
  }

  private static String text(Map<?, ?> in, String key) {
    return in.get(key) instanceof String text ? text : "";
  }

  private static int number(Map<?, ?> in, String key) {
    return in.get(key) instanceof Integer number ? number : 0;
  }

  boolean needsTool() {
    return "state".equals(string("class"));
  }

  boolean mustRefuse() {
    return "refuse".equals(string("verdict"));
  }

  boolean isResult(byte[] bytes) {
    if (fields.get("result_sha256") instanceof String digest) {
      return digest.equals(SeenVersions.digest(bytes));
    }
    byte[] result =
        fields.get("result_b64") instanceof String encoded
            ? Base64.getDecoder().decode(encoded)
            : string("result").getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(result, bytes);
  }

  boolean isExact() {
    return "exact".equals(string("verdict"));
  }

  /** Whether the place may be found by this step; most cases leave it open. */
  boolean mayUse(MatchStep step) {
    String named = string("step");
    return named.isEmpty() || named.equals(step.name().toLowerCase(Locale.ROOT));
  }

  List<?> kinds() {
    return list(fields, "kind");
  }

  List<?> steps() {
    return list(fields, "pre");
  }

  int maxMessage() {
    return fields.get("max_message_chars") instanceof Integer most ? most : MatchResult.MAX_MESSAGE;
  }

  byte[] file() {
    Map<?, ?> file = fields.get("file") instanceof Map<?, ?> given ? given : Map.of();
    if (file.get("text_b64") instanceof String encoded) {
      return Base64.getDecoder().decode(encoded);
    }
    if (file.get("gen") instanceof Map<?, ?> gen) {
      return generated(gen).getBytes(StandardCharsets.UTF_8);
    }
    return text(file, "text").getBytes(StandardCharsets.UTF_8);
  }

  private static String generated(Map<?, ?> gen) {
    StringBuilder out = new StringBuilder();
    for (int i = 1; gen.get("lines") instanceof String line && i <= number(gen, "n"); i++) {
      out.append(line.replace("{i}", String.valueOf(i)));
    }
    if (gen.get("repeat") instanceof String repeated) {
      out.append(repeated.repeat(number(gen, "n")));
    }
    return out.append(text(gen, "tail")).toString();
  }

  TextEdit edit() {
    String old = string("old");
    if (fields.get("old_utf16_hex") instanceof String hex) {
      byte[] units = HexFormat.of().parseHex(hex);
      old = ByteBuffer.wrap(units).order(ByteOrder.BIG_ENDIAN).asCharBuffer().toString();
    }
    boolean all = Boolean.TRUE.equals(fields.get("replace_all"));
    return new TextEdit(old, string("new"), all ? Places.ALL : Places.ONE);
  }

  @Override
  public String toString() {
    return id() + " " + string("why");
  }
}
