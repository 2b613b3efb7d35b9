package dev.vibe.app.assembly;

import dev.vibe.terminal.TerminalForm;
import java.io.IOException;
import java.util.Optional;

/** Port to the person who is asked whether a folder is trusted. */
public interface TrustForm extends AutoCloseable {

  /** A line that was made harmless. */
  void say(String line);

  /** What the person answers; empty when that was given up. */
  Optional<String> line(String prompt) throws IOException;

  @Override
  void close() throws IOException;

  /** Way to the person, taken only when there is something to ask. */
  @FunctionalInterface
  interface Opening {

    /**
     * Opens it.
     *
     * @throws IOException when there is nobody
     */
    TrustForm open() throws IOException;
  }

  /**
   * At the terminal that the process was started from.
   *
   * @param type as in {@code TERM}
   */
  static TrustForm atTerminal(String type) throws IOException {
    TerminalForm form = TerminalForm.ofProcess(type);
    return new TrustForm() {
      @Override
      public void say(String line) {
        form.say(line);
      }

      @Override
      public Optional<String> line(String prompt) throws IOException {
        return form.line(prompt, "");
      }

      @Override
      public void close() throws IOException {
        form.close();
      }
    };
  }
}
