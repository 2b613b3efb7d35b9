package dev.vibe.config.model;

/** Choice of the model of an endpoint that is wanted: a certain one, or any that it serves. */
public sealed interface WantedModel {

  /** This one, whether or not the endpoint lists it. */
  record Exactly(String id) implements WantedModel {}

  /**
   * This one without asking; if the endpoint says that it has no such model, what {@link
   * ModelCatalog#best} makes of its list.
   */
  record Preferably(String id) implements WantedModel {}

  /** What {@link ModelCatalog#best} makes of the endpoint's list; it has to be asked first. */
  record AnyServed() implements WantedModel {}
}
