package dev.vibe.terminal;

import dev.vibe.file.ProgramPath;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Modes of the terminal, saved and restored to the last bit by {@code stty}. JLine would lose the
 * speed and the line discipline of whatever terminal it touches. Each method blocks for as long as
 * a small program takes to run.
 */
final class TerminalModes {

  private static final File TERMINAL = new File("/dev/tty");
  private static final long LIMIT_SECONDS = 2;

  /**
   * Every key comes as it is, at once and without echo; none is a signal. A read waits for the
   * first.
   */
  private static final List<String> RAW =
      List.of(
          "-icanon", "-echo", "-isig", "-iexten", "-ixon", "-icrnl", "-inlcr", "-igncr", "opost",
          "onlcr", "min", "1", "time", "0");

  private final String saved;

  private TerminalModes(String saved) {
    this.saved = saved;
  }

  /**
   * Remembers the modes as they are.
   *
   * @throws IOException when there is no terminal or no {@code stty}
   */
  static TerminalModes saved() throws IOException {
    return new TerminalModes(stty(List.of("-g")));
  }

  void raw() throws IOException {
    stty(RAW);
  }

  void restore() throws IOException {
    stty(List.of(saved));
  }

  private static String stty(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ProgramPath.ofSystem("stty")));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(TERMINAL);
    // A command in the background could read the environment of any process beside it.
    builder.environment().keySet().retainAll(Set.of("PATH"));
    Process process = builder.start();
    process.getOutputStream().close();
    boolean interrupted = Thread.interrupted();
    try (var output = process.getInputStream();
        var errors = process.getErrorStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.US_ASCII).strip();
      String wrong = new String(errors.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(wrong.isEmpty() ? "stty failed" : wrong);
      }
      return text;
    } catch (InterruptedException e) {
      interrupted = true;
      throw new IOException("interrupted while the terminal was set", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
