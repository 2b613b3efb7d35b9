package dev.vibe.protocol;

import dev.vibe.event.Envelope;
import dev.vibe.event.RunResult;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.protocol.wire.v1.EventReader;
import dev.vibe.protocol.wire.v1.EventWriter;
import dev.vibe.protocol.wire.v1.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Codec of events: to one line of JSON each and back.
 *
 * <p>Lines hold no line break and no raw control, direction or unpaired surrogate character. Times
 * and durations are exact to the millisecond, costs to a billionth. Reading accepts unknown fields
 * and unknown types, but no other version.
 */
public final class EventCodec {

  private static final long VERSION = 1;

  private EventCodec() {}

  /** One line without its line break. */
  public static String encode(Envelope envelope) {
    return EventWriter.event(envelope);
  }

  /** The result record alone, as {@code json} prints it and {@code stream-json} prints it last. */
  public static String encodeResult(RunResult result) {
    return EventWriter.result(result);
  }

  /** As the other, with words in the place of images. */
  static Decoded decode(String line) {
    return decode(line, sha256 -> Optional.empty());
  }

  /**
   * Never throws.
   *
   * @param images gives the base64 of an image by its SHA-256, because a line only names images;
   *     empty when it is not there, and words stand in its place
   */
  public static Decoded decode(String line, Function<String, Optional<String>> images) {
    try {
      Map<String, Object> object = Json.object(line);
      Fields fields = new Fields(object);
      long version = fields.integer("v");
      if (version != VERSION) {
        return new Decoded.Broken(
            "format version " + version + ", and this program reads version " + VERSION);
      }
      return EventReader.event(fields, images)
          .<Decoded>map(event -> new Decoded.Known(EventReader.envelope(fields, event)))
          .orElseGet(() -> new Decoded.Unknown(fields.integer("seq"), fields.string("type")));
    } catch (JsonShapeException e) {
      return new Decoded.Broken("not an event: " + e.getMessage());
    }
  }
}
