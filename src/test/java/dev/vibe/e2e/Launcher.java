package dev.vibe.e2e;

import dev.vibe.testkit.ScriptedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts the built product as a user would, in a home of its own and with nothing of the
 * environment but the PATH. Immutable: each method returns a changed copy.
 *
 * @param command what is started: {@code scripts/vibe} of the checkout, or the file that the system
 *     property {@code vibe.launcher} names
 */
public record Launcher(Path command, Path directory, Map<String, String> environment, Input input) {

  /** What standard input is. */
  public sealed interface Input {

    /** {@code /dev/null}. */
    record Nothing() implements Input {}

    /** A pipe that holds this and ends. */
    record Text(String text) implements Input {}

    /** A pipe that stays open; the test ends it by {@link RunningVibe#closeInput}. */
    record Open() implements Input {}
  }

  public Launcher {
    environment = Map.copyOf(environment);
  }

  /** A launcher whose home, configuration and state are below {@code scratch}. */
  public static Launcher in(Path scratch) {
    String launcher = System.getProperty("vibe.launcher", "scripts/vibe");
    try {
      Path home = Files.createDirectories(scratch.resolve("home"));
      return new Launcher(
          Path.of(launcher).toAbsolutePath(),
          scratch,
          Map.of(
              "PATH", System.getenv("PATH"),
              "HOME", home.toString(),
              "VIBE_HOME", home.resolve("vibe").toString(),
              "VIBE_SKIP_BUILD", "1",
              "GIT_CONFIG_NOSYSTEM", "1"),
          new Input.Nothing());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Launcher command(Path other) {
    return new Launcher(other, directory, environment, input);
  }

  public Launcher directory(Path other) {
    return new Launcher(command, other, environment, input);
  }

  public Launcher with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Launcher(command, directory, more, input);
  }

  /** For a session in a terminal that talks to this server. */
  Launcher forSession(ScriptedServer server) {
    return with("VIBE_BASE_URL", server.baseUrl())
        .with("VIBE_MODEL", "devstral")
        .with("LC_ALL", "C.UTF-8");
  }

  Launcher input(String text) {
    return new Launcher(command, directory, environment, new Input.Text(text));
  }

  Launcher openInput() {
    return new Launcher(command, directory, environment, new Input.Open());
  }

  /** Runs it to its end. */
  public RunningVibe.Ended run(String... arguments) {
    return start(arguments).await();
  }

  /** Starts it; the caller must await its end. */
  public RunningVibe start(String... arguments) {
    return start(ProcessBuilder.Redirect.PIPE, arguments);
  }

  /** As {@link #start(String...)}, but standard output goes to a file. */
  RunningVibe startInto(Path file, String... arguments) {
    return start(ProcessBuilder.Redirect.to(file.toFile()), arguments);
  }

  private RunningVibe start(ProcessBuilder.Redirect output, String... arguments) {
    List<String> line = new ArrayList<>(withUsualSignals());
    line.add(command.toString());
    line.addAll(Arrays.asList(arguments));
    var builder = new ProcessBuilder(line).directory(directory.toFile()).redirectOutput(output);
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (input instanceof Input.Nothing) {
      builder.redirectInput(Path.of("/dev/null").toFile());
    }
    try {
      Process process = builder.start();
      if (input instanceof Input.Text(String text)) {
        feed(process, text.getBytes(StandardCharsets.UTF_8));
      }
      return new RunningVibe(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What to put in front of a command line so that no signal is ignored. A test run in the
   * background of a script ignores SIGINT, one under {@code nohup} SIGHUP, and would hand that on.
   */
  static List<String> withUsualSignals() {
    return System.getProperty("os.name").equals("Linux")
        ? List.of("env", "--default-signal=HUP,INT,QUIT,TERM")
        : List.of();
  }

  private static void feed(Process process, byte[] bytes) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(bytes);
              } catch (IOException e) {
                // It ended, or closed its input, without reading all of it; that is its right.
              }
            });
  }
}
