package dev.vibe.repl;

import dev.vibe.file.ProgramPath;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runner of programs that get the terminal for a while. The caller has given it away. */
final class OtherProgram {

  private OtherProgram() {}

  /**
   * Lets the user's editor have a text; blocks until it ends.
   *
   * @throws VibeException when there is no such editor or it fails
   */
  static String edit(String text, Map<String, String> environment) throws InterruptedException {
    String visual = environment.getOrDefault("VISUAL", "");
    String editor = visual.isEmpty() ? environment.getOrDefault("EDITOR", "vi") : visual;
    try {
      Path file = Files.createTempFile("vibe-", ".md");
      try {
        Files.writeString(file, text);
        int exit =
            run(
                List.of(
                    ProgramPath.ofSystem("sh"), "-c", editor + " \"$1\"", "sh", file.toString()),
                environment);
        if (exit != 0) {
          throw failed(editor, "it ended with exit code " + exit);
        }
        return Files.readString(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw failed(editor, String.valueOf(e.getMessage()));
    }
  }

  /** Stops the process group, as Ctrl-Z does; returns when somebody let it go on. */
  static void suspend() throws IOException, InterruptedException {
    run(List.of(ProgramPath.ofSystem("sh"), "-c", "kill -TSTP 0"), Map.of());
  }

  /** A command in the background could read its environment, so that is what is given. */
  private static int run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }

  private static VibeException failed(String editor, String cause) {
    return new VibeException(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.EDITOR,
            "cannot edit with " + editor,
            cause,
            "set VISUAL or EDITOR to your editor"));
  }
}
