package dev.vibe.json;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.toml.TomlMapper;

/** Binding between text and plain Java values. Thread-safe; nothing here blocks. */
public final class Json {

  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  /** What the parser says of itself and of its settings, which helps nobody here. */
  private static final String OWN_TERMS =
      " \\(start marker at \\[Source: [^\\]]*\\]\\)|: enable `[^`]*` to allow";

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
      throw shape(e);
    }
  }

  /**
   * Reads a JSON object into maps, lists, strings, numbers, booleans and nulls, in document order.
   *
   * @throws JsonShapeException when the text is not one JSON object
   */
  public static Map<String, Object> object(String json) {
    try {
      return JsonTree.object(json);
    } catch (JacksonException e) {
      throw shape(e);
    }
  }

  /**
   * Writes maps, lists and scalars as compact JSON on one line.
   *
   * @throws IllegalArgumentException for a value of any other kind
   */
  public static String write(Object value) {
    try {
      return JsonTree.write(value);
    } catch (JacksonException e) {
      throw shape(e);
    }
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
      throw shape(e);
    }
  }

  private static Map<String, Object> notNull(Map<String, Object> map) {
    if (map == null) {
      throw new JsonShapeException("$", "expected an object", new IllegalArgumentException("null"));
    }
    return map;
  }

  private static JsonShapeException shape(JacksonException e) {
    String path = "$";
    if (e instanceof DatabindException bind && !bind.getPath().isEmpty()) {
      StringBuilder at = new StringBuilder("$");
      bind.getPath()
          .forEach(
              step -> {
                if (step.getPropertyName() != null) {
                  at.append('.').append(step.getPropertyName());
                } else {
                  at.append('[').append(step.getIndex()).append(']');
                }
              });
      path = at.toString();
    }
    TokenStreamLocation location = e.getLocation();
    String where =
        location == null || location.getLineNr() <= 0
            ? ""
            : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    String told = message.lines().findFirst().orElse("").replaceAll(OWN_TERMS, "");
    return new JsonShapeException(path, (told.isEmpty() ? "unreadable" : told) + where, e);
  }
}
