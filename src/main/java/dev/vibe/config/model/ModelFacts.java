package dev.vibe.config.model;

import dev.vibe.model.Price;
import dev.vibe.model.Vision;

/**
 * Facts of a model that are known before its server is asked.
 *
 * @param price {@link Price#UNKNOWN} when neither configured nor published for this endpoint
 * @param vision whether it can be shown images
 * @param maxOutputTokens 0 when it is left to the server
 */
public record ModelFacts(
    Context context, Price price, Temperature temperature, Vision vision, int maxOutputTokens) {

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
