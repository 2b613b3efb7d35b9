package dev.vibe.conversation;

import java.util.Objects;

/** Text of JSON exactly as it came; it may be invalid. */
public record RawJson(String text) {

  public static final RawJson EMPTY_OBJECT = new RawJson("{}");

  public RawJson {
    Objects.requireNonNull(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
