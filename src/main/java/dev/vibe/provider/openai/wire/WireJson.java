package dev.vibe.provider.openai.wire;

import java.io.OutputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** The streaming factory of this package, and the few things that are asked of any JSON text. */
public final class WireJson {

  public static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

  private WireJson() {}

  public static JsonParser parser(String json) {
    return FACTORY.createParser(ObjectReadContext.empty(), json);
  }

  /** Writes UTF-8 and leaves open what is open when it is closed. */
  public static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
  }

  /** Whether the text is one complete JSON object and nothing else. */
  public static boolean isObject(String json) {
    return firstValueEnd(json) == json.length();
  }

  /**
   * Where the object that the text starts with ends, blanks after it included; -1 when the text
   * does not start with a complete object.
   */
  public static int firstValueEnd(String json) {
    return firstValueEnd(json, Set.of(JsonToken.START_OBJECT));
  }

  /** The same for a value that begins with one of these tokens. */
  public static int firstValueEnd(String json, Set<JsonToken> first) {
    try (JsonParser parser = parser(json)) {
      JsonToken token = parser.nextToken();
      if (token == null || !first.contains(token)) {
        return -1;
      }
      if (token.isStructStart()) {
        parser.skipChildren();
        if (!parser.currentToken().isStructEnd()) {
          return -1;
        }
      } else {
        parser.finishToken();
      }
      int end = (int) parser.currentLocation().getCharOffset();
      while (end < json.length() && Character.isWhitespace(json.charAt(end))) {
        end++;
      }
      return end;
    } catch (JacksonException e) {
      return -1;
    }
  }

  /**
   * Reads any JSON value into maps, lists, strings, numbers, booleans and nulls. For answers that
   * are read once, such as an error; replies are read by {@link
   * dev.vibe.provider.openai.wire.reply.ChunkReader}.
   *
   * @throws JacksonException when it is not JSON
   */
  static @Nullable public Object tree(String json) {
    try (JsonParser parser = parser(json)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new tools.jackson.core.exc.StreamReadException(parser, "more than one value");
      }
      return value;
    }
  }

  /** Writes what {@link #tree} reads. */
  public static String write(@Nullable Object tree) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(out, tree);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, @Nullable Object tree) {
    switch (tree) {
      case null -> out.writeNull();
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.writeName(String.valueOf(entry.getKey()));
          write(out, entry.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        list.forEach(each -> write(out, each));
        out.writeEndArray();
      }
      case Boolean bool -> out.writeBoolean(bool);
      case Number number -> out.writeNumber(number.toString());
      default -> out.writeString(tree.toString());
    }
  }

  private static @Nullable Object value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        map.put(name, value(parser));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    if (token == null || token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    return token.isNumeric() ? parser.getNumberValue() : parser.getString();
  }
}
