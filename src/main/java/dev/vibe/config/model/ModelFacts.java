package dev.vibe.config.model;

import dev.vibe.config.Secret;
import dev.vibe.model.Price;
import dev.vibe.model.Vision;
import java.util.Map;

/**
 * Facts of a model that are known before its server is asked.
 *
 * @param price {@link Price#UNKNOWN} when neither configured nor published for this endpoint
 * @param vision whether it can be shown images
 * @param maxOutputTokens 0 when it is left to the server
 * @param further what the user wants in its requests besides
 */
public record ModelFacts(
    Context context,
    Price price,
    Temperature temperature,
    Vision vision,
    int maxOutputTokens,
    Further further) {

  /**
   * Fields and headers of requests that only the user knows the meaning of.
   *
   * @param fields by name; values as JSON has them
   */
  public record Further(Map<String, Object> fields, Map<String, Secret> headers) {

    public static final Further NONE = new Further(Map.of(), Map.of());

    public Further {
      fields = Map.copyOf(fields);
      headers = Map.copyOf(headers);
    }
  }

  /** The size of the context window, in tokens. */
  public sealed interface Context {

    /** The user says so; it goes before what the server says. */
    record Configured(int tokens) implements Context {}

    /** What the model was made for; a server that says less is right. */
    record Usual(int tokens) implements Context {}

    /** Only the server knows: a local one seldom offers the whole window of a model. */
    record AskServer() implements Context {}
  }

  /** The sampling temperature. */
  public sealed interface Temperature {

    record Fixed(double value) implements Temperature {}

    /** The field is left out of requests. */
    record ServerDefault() implements Temperature {}
  }
}
