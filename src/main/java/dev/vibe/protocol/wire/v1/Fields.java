package dev.vibe.protocol.wire.v1;

import dev.vibe.json.JsonShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with typed access. Every method throws {@link JsonShapeException} with the path
 * when a field is missing or of another type.
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
    return values.get(name) instanceof String text ? text : fail(name, "a string");
  }

  /** A whole number that fits a long. */
  public long integer(String name) {
    return switch (values.get(name)) {
      case Integer number -> number;
      case Long number -> number;
      case null, default -> fail(name, "a whole number");
    };
  }

  int small(String name) {
    return values.get(name) instanceof Integer number ? number : fail(name, "a small number");
  }

  double decimal(String name) {
    return values.get(name) instanceof Number number
        ? number.doubleValue()
        : fail(name, "a number");
  }

  boolean claim(String name) {
    return values.get(name) instanceof Boolean value ? value : fail(name, "true or false");
  }

  boolean has(String name) {
    return values.get(name) != null;
  }

  Fields object(String name) {
    return values.get(name) instanceof Map<?, ?> map
        ? new Fields(path + "." + name, map)
        : fail(name, "an object");
  }

  List<String> strings(String name) {
    List<String> out = new ArrayList<>();
    for (Object item : array(name)) {
      out.add(item instanceof String text ? text : fail(name, "an array of strings"));
    }
    return out;
  }

  List<Fields> objects(String name) {
    List<Fields> out = new ArrayList<>();
    for (Object item : array(name)) {
      if (!(item instanceof Map<?, ?> map)) {
        return fail(name, "an array of objects");
      }
      out.add(new Fields(path + "." + name + "[" + out.size() + "]", map));
    }
    return out;
  }

  private List<? extends @Nullable Object> array(String name) {
    return values.get(name) instanceof List<?> list ? list : fail(name, "an array");
  }

  <T> T fail(String name, String expected) {
    String where = path + "." + name;
    throw new JsonShapeException(
        where, where + " is not " + expected, new IllegalArgumentException(expected));
  }
}
