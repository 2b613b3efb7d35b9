package dev.vibe.repl;

import dev.vibe.file.ProgramPath;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runner of programs that get the terminal for a while. The caller has given it away. */
final class OtherProgram {

  private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9._-]");
  private static final int LONGEST_ENDING = 60;

  private OtherProgram() {}

  /**
   * Lets the user's editor have a text; blocks until it ends.
   *
   * @param name of the file that the text is
   * @throws VibeException when there is no such editor or it fails
   */
  static String edit(String text, String name, Map<String, String> environment)
      throws InterruptedException {
    String visual = environment.getOrDefault("VISUAL", "");
    String editor = visual.isEmpty() ? environment.getOrDefault("EDITOR", "vi") : visual;
    try {
      Path file = draft(text, ending(name), folders(environment));
      try {
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

  /** The usual one for temporary files, and where it is full or read-only, others of the user. */
  private static List<Path> folders(Map<String, String> environment) {
    return Stream.of(
            environment.getOrDefault("TMPDIR", "/tmp"),
            environment.getOrDefault("XDG_RUNTIME_DIR", ""),
            environment.getOrDefault("HOME", ""))
        .filter(folder -> folder.startsWith("/"))
        .map(Path::of)
        .toList();
  }

  /**
   * What the name of a draft ends in, so that an editor knows the language and a person the file.
   */
  static String ending(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    String plain = NOT_PLAIN.matcher(last).replaceAll("_");
    return "-" + plain.substring(Math.max(0, plain.length() - LONGEST_ENDING));
  }

  /**
   * A file with the text, in the first of these folders that takes it.
   *
   * @throws IOException why the first does not, if none does
   */
  static Path draft(String text, String ending, List<Path> folders) throws IOException {
    List<IOException> failed = new ArrayList<>();
    for (Path folder : folders) {
      try {
        Path file = Files.createTempFile(folder, "vibe-", ending);
        try {
          return Files.writeString(file, text);
        } catch (IOException e) {
          Files.deleteIfExists(file);
          throw e;
        }
      } catch (IOException e) {
        failed.add(e);
      }
    }
    throw failed.isEmpty() ? new IOException("there is no folder for the text") : failed.getFirst();
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
