package dev.vibe.event;

/** Decider: who or what answered whether a call may happen. */
public sealed interface Decider {

  /** As people and scripts read it. */
  String text();

  /** The person at the screen, for this once. */
  record User() implements Decider {

    private static final String TEXT = "user";

    @Override
    public String text() {
      return TEXT;
    }
  }

  /**
   * A rule, a mode, an answer that was given for good, or the lack of anybody to ask.
   *
   * @param text e.g. {@code rule bash(mvn test*)}, {@code nobody to ask}
   */
  record Standing(String text) implements Decider {}

  /** As it stands in a log. */
  static Decider of(String text) {
    return text.equals(User.TEXT) ? new User() : new Standing(text);
  }
}
