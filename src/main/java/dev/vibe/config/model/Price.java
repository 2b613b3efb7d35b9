package dev.vibe.config.model;

/** USD per million tokens; all 0 when unknown or free. */
public record Price(double input, double output, double cachedInput) {

  public static final Price UNKNOWN = new Price(0, 0, 0);
}
