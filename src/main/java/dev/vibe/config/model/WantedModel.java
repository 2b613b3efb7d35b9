package dev.vibe.config.model;

/** Choice of the model of an endpoint that is wanted: a certain one, or any that it serves. */
public sealed interface WantedModel {

  /** This one, whether or not the endpoint lists it. */
  record Exactly(String id) implements WantedModel {}

  /**
   * This one if the endpoint lists it, or lists nothing; otherwise what {@link ModelCatalog#best}
   * makes of its list.
   */
  record Preferably(String id) implements WantedModel {}

  /** What {@link ModelCatalog#best} makes of the endpoint's list; it has to be asked first. */
  record AnyServed() implements WantedModel {}
}
