package dev.vibe.terminal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

/**
 * Form that asks for a few lines at the terminal that the process was started from. Ctrl-C and
 * Ctrl-D give up: the answer is empty. Owned by one thread.
 */
public final class TerminalForm implements AutoCloseable {

  private static final int CONTROL_U = 21;
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;

  private final Console console;

  TerminalForm(Console console) {
    this.console = console;
  }

  /**
   * Opens the terminal.
   *
   * @param type as in {@code TERM}
   * @throws IOException when there is none
   */
  public static TerminalForm ofProcess(String type) throws IOException {
    return new TerminalForm(JLineConsole.ofProcess(type));
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
