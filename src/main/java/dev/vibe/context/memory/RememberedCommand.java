package dev.vibe.context.memory;

import java.util.Optional;

/**
 * Command that built or tested something, and passed.
 *
 * @param lastPassed a date
 * @param times how often it passed
 */
public record RememberedCommand(String lastPassed, int times, String command) {

  /** As it stands in the file. */
  String text() {
    return lastPassed + " " + times + " " + command;
  }

  /** Empty for a line that is none. */
  static Optional<RememberedCommand> parse(String line) {
    String[] fields = line.split(" ", 3);
    return fields.length == 3 && fields[1].matches("[0-9]{1,6}") && !fields[2].isBlank()
        ? Optional.of(
            new RememberedCommand(fields[0], Integer.parseInt(fields[1]), fields[2].strip()))
        : Optional.empty();
  }
}
