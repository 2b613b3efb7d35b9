package dev.vibe.tool.schema;

import dev.vibe.conversation.RawJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writer of the JSON Schema (draft 7) of a tool's input record: compact, keys in a fixed order,
 * properties in the order of the components.
 *
 * <p>Components may be text, whole numbers, doubles, booleans, enums (their constants in lower
 * case), records (which must not be absent), and lists of these.
 */
public final class JsonSchemas {

  private JsonSchemas() {}

  /**
   * The schema of a record.
   *
   * @throws IllegalArgumentException for a component of another type, a mistake of the tool's
   *     author
   */
  public static RawJson of(Class<? extends Record> input) {
    try (InputStream written = input.getResourceAsStream(resource(input))) {
      return written == null
          ? new RawJson("{" + object(input) + "}")
          : new RawJson(new String(written.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The file beside a record's class that holds its schema. The build writes it into the product
   * with {@link #of}, because reading annotations takes a class generated for each kind of them.
   */
  public static String resource(Class<? extends Record> input) {
    return input.getName().substring(input.getPackageName().length() + 1) + ".schema.json";
  }

  /** The name of a parameter: {@code timeoutS} is {@code timeout_s}, unless it is {@link Named}. */
  private static String parameterName(RecordComponent component) {
    Named named = component.getAnnotation(Named.class);
    if (named != null) {
      return named.value();
    }
    StringBuilder name = new StringBuilder();
    for (char c : component.getName().toCharArray()) {
      if (Character.isUpperCase(c)) {
        name.append('_');
      }
      name.append(Character.toLowerCase(c));
    }
    return name.toString();
  }

  /** How a constant is written: {@code IN_PROGRESS} is {@code in_progress}. */
  public static String constantName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String object(Class<?> type) {
    List<String> properties = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = quote(parameterName(component));
      Doc doc = component.getAnnotation(Doc.class);
      properties.add(
          name
              + ":{"
              + schema(component.getGenericType())
              + (doc == null ? "" : ",\"description\":" + quote(doc.value()))
              + "}");
      if (!component.isAnnotationPresent(MayBeAbsent.class)) {
        required.add(name);
      } else if (component.getType().isRecord()) {
        throw unsupported(component.getType());
      }
    }
    return "\"type\":\"object\",\"properties\":{"
        + String.join(",", properties)
        + "}"
        + (required.isEmpty() ? "" : ",\"required\":[" + String.join(",", required) + "]")
        + ",\"additionalProperties\":false";
  }

  private static String schema(Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return "\"type\":\"array\",\"items\":{" + schema(list.getActualTypeArguments()[0]) + "}";
    }
    if (!(type instanceof Class<?> plain)) {
      throw unsupported(type);
    }
    if (plain == String.class) {
      return "\"type\":\"string\"";
    }
    if (plain == int.class
        || plain == Integer.class
        || plain == long.class
        || plain == Long.class) {
      return "\"type\":\"integer\"";
    }
    if (plain == double.class || plain == Double.class) {
      return "\"type\":\"number\"";
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return "\"type\":\"boolean\"";
    }
    if (plain.isEnum()) {
      List<String> names = new ArrayList<>();
      for (Object constant : plain.getEnumConstants()) {
        names.add(quote(constantName((Enum<?>) constant)));
      }
      return "\"type\":\"string\",\"enum\":[" + String.join(",", names) + "]";
    }
    if (plain.isRecord()) {
      return object(plain);
    }
    throw unsupported(type);
  }

  private static IllegalArgumentException unsupported(Type type) {
    return new IllegalArgumentException("a parameter cannot be a " + type.getTypeName());
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
