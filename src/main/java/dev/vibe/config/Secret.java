package dev.vibe.config;

import java.util.Objects;

/** Secret: a value that must not be shown. Equality and {@code toString} do not give it away. */
public final class Secret {

  public static final Secret NONE = new Secret("");

  private final String value;

  public Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  /** The value itself, for the one place that sends it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
