package dev.vibe.protocol.wire.v1;

import dev.vibe.json.JsonShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * View of a JSON object with typed access. Every method throws {@link JsonShapeException} with the
 * path when a field is missing or of another type.
 */
public final class Fields {

  private final String path;
  private final Map<?, ?> values;

  /** The top-level object of a line. */
  public Fields(Map<String, Object> values) {
    this("$", values);
  }

  private Fields(String path, Map<?, ?> values) {
    this.path = path;
    this.values = values;
  }

  public String string(String name) {
    return as(String.class, values.get(name), name, "a string");
  }

  /** A whole number that fits a long. */
  public long integer(String name) {
    return switch (values.get(name)) {
      case Integer number -> number;
      case Long number -> number;
      case null, default -> throw mismatch(name, "a whole number");
    };
  }

  int small(String name) {
    return as(Integer.class, values.get(name), name, "a small whole number");
  }

  double decimal(String name) {
    return as(Number.class, values.get(name), name, "a number").doubleValue();
  }

  boolean claim(String name) {
    return as(Boolean.class, values.get(name), name, "true or false");
  }

  boolean has(String name) {
    return values.get(name) != null;
  }

  Fields object(String name) {
    return new Fields(path + "." + name, as(Map.class, values.get(name), name, "an object"));
  }

  List<String> strings(String name) {
    List<String> out = new ArrayList<>();
    for (Object item : as(List.class, values.get(name), name, "an array")) {
      out.add(as(String.class, item, name, "an array of strings"));
    }
    return out;
  }

  List<Fields> objects(String name) {
    List<Fields> out = new ArrayList<>();
    for (Object item : as(List.class, values.get(name), name, "an array")) {
      out.add(
          new Fields(
              path + "." + name + "[" + out.size() + "]",
              as(Map.class, item, name, "an array of objects")));
    }
    return out;
  }

  private <T> T as(Class<T> type, @Nullable Object value, String name, String expected) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw mismatch(name, expected);
  }

  JsonShapeException mismatch(String name, String expected) {
    String where = path + "." + name;
    return new JsonShapeException(
        where, where + " is not " + expected, new IllegalArgumentException(expected));
  }
}
