package dev.vibe.config.model;

import dev.vibe.model.Price;
import java.util.List;

/**
 * Model that vibe knows before it asks a server.
 *
 * @param ids what Mistral's API calls it, the dated one first
 * @param weights its name where weights are published; empty when they are not
 * @param context the context window that it was made for, in tokens
 * @param price at Mistral's API
 * @param input what it was made to take
 * @param retired the date that Mistral's documentation gives, as {@code 2026-07-31}; empty while it
 *     is current. Servers keep answering later, so nothing may be refused because of it
 * @param successor the id to use instead; empty when none is named
 * @param note what else there is to know, e.g. that it is a preview; empty when there is nothing
 */
public record KnownModel(
    String name,
    List<String> ids,
    String weights,
    int context,
    Price price,
    String licence,
    Input input,
    String retired,
    String successor,
    String note) {

  /** Kind of input that a model takes. */
  public enum Input {
    TEXT,
    TEXT_AND_IMAGES
  }

  public KnownModel {
    ids = List.copyOf(ids);
  }

  /** What a company has to know before it uses the model; empty when there is nothing. */
  public String licenceWarning() {
    return licence.contains("revenue cap")
        ? "no rights for a company with a revenue above 20 million USD a month"
        : "";
  }

  boolean sees() {
    return input == Input.TEXT_AND_IMAGES;
  }

  boolean isCalled(String id) {
    return ids.contains(id) || (!weights.isEmpty() && weights.equalsIgnoreCase(id));
  }
}
