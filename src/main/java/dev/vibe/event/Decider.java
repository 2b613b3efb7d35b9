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

  /** There was nobody to ask. */
  record Nobody() implements Decider {

    private static final String TEXT = "nobody to ask";

    @Override
    public String text() {
      return TEXT;
    }
  }

  /**
   * A rule, a mode, or an answer that was given for good.
   *
   * @param text e.g. {@code rule bash(mvn test*)}
   */
  record Standing(String text) implements Decider {}

  /** As it stands in a log. */
  static Decider of(String text) {
    return switch (text) {
      case User.TEXT -> new User();
      case Nobody.TEXT -> new Nobody();
      default -> new Standing(text);
    };
  }
}
