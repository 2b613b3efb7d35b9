package dev.vibe.repl;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The modes of the terminal to the last bit, which JLine does not give back: it loses the speed and
 * the line discipline. Where there is no {@code stty}, nothing is saved and nothing restored.
 */
final class TerminalModes {

  private static final File TERMINAL = new File("/dev/tty");
  private static final long LIMIT_SECONDS = 2;

  private final Optional<Process> asked;
  private Optional<String> saved = Optional.empty();

  private TerminalModes(Optional<Process> asked) {
    this.asked = asked;
  }

  /** Begins to look; {@link #save} has to come before the modes are changed. */
  static TerminalModes look() {
    return new TerminalModes(stty("-g"));
  }

  void save() throws IOException {
    if (asked.isPresent()) {
      String text =
          new String(asked.get().getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      saved = Optional.of(text.strip()).filter(modes -> !modes.isEmpty());
    }
  }

  /** Blocks for a moment. */
  void restore() {
    saved.flatMap(TerminalModes::stty).ifPresent(TerminalModes::await);
  }

  private static Optional<Process> stty(String argument) {
    try {
      return Optional.of(
          new ProcessBuilder(List.of("stty", argument))
              .redirectInput(TERMINAL)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void await(Process process) {
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
