package dev.vibe.cli;

import java.util.List;

/**
 * Arguments of a command that are no options.
 *
 * @param label what one is called
 * @param kind what a shell completes
 * @param choices the words to choose from, if it is one of some
 * @param doc what it is, for help; empty when the description says it
 */
record Words(String label, Count count, Option.Kind kind, List<String> choices, String doc) {

  /** How many a line holds. */
  enum Count {
    ONE("1"),
    AT_MOST_ONE("0..1"),
    SOME("1..*"),
    ANY("0..*");

    private final String arity;

    Count(String arity) {
      this.arity = arity;
    }

    boolean isRequired() {
      return this == ONE || this == SOME;
    }

    boolean isSeveral() {
      return this == SOME || this == ANY;
    }

    /** As the parser writes it. */
    String arity() {
      return arity;
    }
  }

  Words {
    choices = List.copyOf(choices);
  }
}
