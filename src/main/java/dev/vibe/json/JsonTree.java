package dev.vibe.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reader of JSON into maps, lists, strings, numbers, booleans and nulls, token by token, and the
 * writer of the same. Every run reads tool arguments and writes counts, and the mapper that could
 * do the same is a tenth of all classes that a run would load.
 */
public final class JsonTree {

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private JsonTree() {}

  /**
   * Reads one whole value of any kind.
   *
   * @throws JsonShapeException when the text is not one JSON value
   */
  public static @Nullable Object read(String json) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        throw new StreamReadException(parser, "expected a value");
      }
      Object value = readValue(parser);
      expectEnd(parser, "value");
      return value;
    } catch (JacksonException e) {
      throw ShapeProblems.of(e);
    }
  }

  /**
   * Reads one whole object.
   *
   * @throws JsonShapeException when the text is not one JSON object
   */
  static Map<String, Object> object(String json) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new StreamReadException(
            parser, "expected an object" + (first == null ? "" : ", not " + first));
      }
      Map<String, Object> object = readObject(parser);
      expectEnd(parser, "object");
      return object;
    } catch (JacksonException e) {
      throw ShapeProblems.of(e);
    }
  }

  private static void expectEnd(JsonParser parser, String read) {
    if (parser.nextToken() != null) {
      throw new StreamReadException(parser, "there is more after the " + read);
    }
  }

  /**
   * Writes maps, lists and scalars as compact JSON on one line.
   *
   * @throws IllegalArgumentException for a value of any other kind
   */
  public static String write(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, value);
    } catch (JacksonException e) {
      throw ShapeProblems.of(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, @Nullable Object value) {
    switch (value) {
      case null -> generator.writeNull();
      case Map<?, ?> map -> {
        generator.writeStartObject();
        for (Map.Entry<?, ?> field : map.entrySet()) {
          generator.writeName(String.valueOf(field.getKey()));
          write(generator, field.getValue());
        }
        generator.writeEndObject();
      }
      case Iterable<?> list -> {
        generator.writeStartArray();
        for (Object each : list) {
          write(generator, each);
        }
        generator.writeEndArray();
      }
      case CharSequence text -> generator.writeString(text.toString());
      case Boolean truth -> generator.writeBoolean(truth);
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case Double number -> generator.writeNumber(number);
      case BigInteger number -> generator.writeNumber(number);
      case BigDecimal number -> generator.writeNumber(number);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  // The values of the map may be null, as a JSON object's may.
  @SuppressWarnings("NullAway")
  private static Map<String, Object> readObject(JsonParser parser) {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, readValue(parser));
    }
    return object;
  }

  private static @Nullable Object readValue(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(readValue(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new StreamReadException(parser, "expected a value");
    };
  }
}
