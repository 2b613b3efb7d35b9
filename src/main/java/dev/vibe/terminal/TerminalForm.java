package dev.vibe.terminal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Form that asks for a few lines at the terminal that the process was started from. Ctrl-C and
 * Ctrl-D give up: the answer is empty. Owned by one thread.
 */
public final class TerminalForm implements AutoCloseable {

  private static final int CONTROL_U = 21;
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;

  private final Console console;
  private final Drawing drawing;

  /** Drawing that a terminal takes. */
  enum Drawing {
    MOVES_CURSOR,
    LINES_ONLY
  }

  TerminalForm(Console console, Drawing drawing) {
    this.console = console;
    this.drawing = drawing;
  }

  /**
   * Opens the terminal.
   *
   * @param type as in {@code TERM}
   * @throws IOException when there is none
   */
  public static TerminalForm ofProcess(String type) throws IOException {
    return new TerminalForm(
        JLineConsole.ofProcess(type),
        type.equals("dumb") ? Drawing.LINES_ONLY : Drawing.MOVES_CURSOR);
  }

  /**
   * The number of one row of a list, from 0; empty when that was given up. Arrows move, a number
   * goes there, Enter picks; a terminal without a cursor is asked for the number.
   *
   * @param rows at least one, of our own words or made harmless
   */
  public OptionalInt pick(List<String> rows) throws IOException {
    return switch (drawing) {
      case MOVES_CURSOR -> new FormList(console, rows).pick();
      case LINES_ONLY -> numbered(rows);
    };
  }

  private OptionalInt numbered(List<String> rows) throws IOException {
    for (int i = 0; i < rows.size(); i++) {
      say("  " + (i + 1) + "  " + rows.get(i));
    }
    while (true) {
      Optional<String> answer = line("Number (Enter for 1): ", "");
      if (answer.isEmpty()) {
        return OptionalInt.empty();
      }
      String number = answer.get().strip();
      if (number.isEmpty()) {
        return OptionalInt.of(0);
      }
      if (number.matches("[1-9][0-9]{0,3}") && Integer.parseInt(number) <= rows.size()) {
        return OptionalInt.of(Integer.parseInt(number) - 1);
      }
      say("One of 1 to " + rows.size() + ", please.");
    }
  }

  /** One line of our own words, or of foreign ones that were made harmless. */
  public void say(String text) {
    console.print(text + "\n");
  }

  /** A line, as it was edited; empty when that was given up. */
  public Optional<String> line(String prompt, String initial) throws IOException {
    try {
      return console.line(prompt, initial);
    } catch (InterruptedIOException e) {
      return Optional.empty();
    }
  }

  /** A line that is not shown. */
  public Optional<String> secret(String prompt) throws IOException {
    console.print(prompt);
    StringBuilder typed = new StringBuilder();
    while (true) {
      int key = console.key(Console.WAIT_MILLIS);
      switch (key) {
        case '\r', '\n' -> {
          console.print("\n");
          return Optional.of(typed.toString());
        }
        case Console.CONTROL_C, Console.CONTROL_D, Console.CLOSED -> {
          console.print("\n");
          return Optional.empty();
        }
        case BACKSPACE, DELETE -> typed.setLength(Math.max(0, typed.length() - 1));
        case CONTROL_U -> typed.setLength(0);
        case Console.NO_KEY -> {}
        default -> typed.append((char) key);
      }
    }
  }

  @Override
  public void close() throws IOException {
    console.close();
  }
}
