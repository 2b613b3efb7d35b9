package dev.vibe.json;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.toml.TomlMapper;

/** Binding between text and plain Java values. Thread-safe; nothing here blocks. */
public final class Json {

  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private Json() {}

  /** Loaded on first use, because building a mapper is what costs. */
  private static final class Mappers {
    static final JsonMapper JSON =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  private static final class TomlHolder {
    static final TomlMapper TOML = TomlMapper.builder().build();
  }

  /**
   * Binds a JSON text to a record. Unknown properties are ignored, absent ones are null.
   *
   * @throws JsonShapeException with the path of the first thing that did not fit
   */
  public static <T> T bind(String json, Class<T> type) {
    try {
      return Mappers.JSON.readValue(json, type);
    } catch (JacksonException e) {
      throw ShapeProblems.of(e);
    }
  }

  /**
   * Reads a JSON object into maps, lists, strings, numbers, booleans and nulls, in document order.
   *
   * @throws JsonShapeException when the text is not one JSON object
   */
  public static Map<String, Object> object(String json) {
    return JsonTree.object(json);
  }

  /**
   * Writes maps, lists and scalars as compact JSON on one line.
   *
   * @throws IllegalArgumentException for a value of any other kind
   */
  public static String write(Object value) {
    return JsonTree.write(value);
  }

  /**
   * Reads a TOML document into nested maps in document order.
   *
   * @throws JsonShapeException with line and column in the message
   */
  public static Map<String, Object> toml(String text) {
    try {
      return notNull(TomlHolder.TOML.readValue(text, OBJECT));
    } catch (JacksonException e) {
      throw ShapeProblems.of(e);
    }
  }

  private static Map<String, Object> notNull(Map<String, Object> map) {
    if (map == null) {
      throw new JsonShapeException("$", "expected an object", new IllegalArgumentException("null"));
    }
    return map;
  }
}
