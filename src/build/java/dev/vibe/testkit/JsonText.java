package dev.vibe.testkit;

import java.util.Map;

/**
 * Writer of plain values as JSON. The product has a better one, which programs that run from source
 * do not see.
 */
public final class JsonText {

  private JsonText() {}

  /** A map, an iterable, a string, a number or a truth value, with null wherever it is inside. */
  public static String of(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> quote(out, text);
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      case Map<?, ?> map -> object(out, map);
      case Iterable<?> values -> array(out, values);
      default -> throw new IllegalArgumentException("not plain: " + value.getClass());
    }
  }

  private static void object(StringBuilder out, Map<?, ?> map) {
    String separator = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      quote(out, String.valueOf(entry.getKey()));
      out.append(':');
      write(out, entry.getValue());
      separator = ",";
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private static void array(StringBuilder out, Iterable<?> values) {
    out.append('[');
    String separator = "";
    for (Object each : values) {
      out.append(separator);
      write(out, each);
      separator = ",";
    }
    out.append(']');
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
