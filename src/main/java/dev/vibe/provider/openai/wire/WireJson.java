package dev.vibe.provider.openai.wire;

import java.io.OutputStream;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Factory of this package's streaming readers and writers, and the few things that are asked of any
 * JSON text.
 */
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
}
