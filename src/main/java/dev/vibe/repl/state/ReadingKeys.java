package dev.vibe.repl.state;

import dev.vibe.repl.key.Key.Name;

/** Rules for the keys that move through a question. Pure. */
final class ReadingKeys {

  private ReadingKeys() {}

  /** By those that a prompt has no use for. */
  static Reading paged(Reading reading, Name name) {
    return switch (name) {
      case PAGE_UP -> reading.byScreens(-1);
      case PAGE_DOWN -> reading.byScreens(1);
      default -> reading;
    };
  }

  /** By all of them. */
  static Reading moved(Reading reading, Name name) {
    return switch (name) {
      case UP -> reading.by(-1);
      case DOWN -> reading.by(1);
      case PAGE_UP -> reading.byScreens(-1);
      case PAGE_DOWN -> reading.byScreens(1);
      case HOME -> reading.atStart();
      case END -> reading.atEnd();
      default -> reading;
    };
  }
}
