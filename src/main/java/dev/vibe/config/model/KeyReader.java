package dev.vibe.config.model;

import dev.vibe.config.Config;
import dev.vibe.config.KeySource;
import dev.vibe.config.Secret;
import dev.vibe.file.BoundedFile;
import dev.vibe.file.IoReason;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reader of a key from where it is kept. */
public final class KeyReader {

  /** How long a command may take to print a key. */
  public static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);

  /** Far above any key, in bytes. */
  private static final int LARGEST_KEY = 64 * 1024;

  private final Duration commandLimit;
  private final Set<String> withheld;

  public KeyReader(Duration commandLimit) {
    this(commandLimit, Config.KEY_VARIABLES);
  }

  /**
   * With an environment for commands that lacks other keys: what the model runs could read it.
   *
   * @param withheld names of variables
   */
  public KeyReader(Duration commandLimit, Set<String> withheld) {
    this.commandLimit = commandLimit;
    this.withheld = Set.copyOf(withheld);
  }

  /**
   * Reads a file or runs a command, each time it is asked. Blocks for at most the command limit;
   * interrupting it ends the command.
   *
   * @return the key, trimmed; {@link Secret#NONE} when the source is {@link KeySource.None}
   * @throws VibeException with {@link ExitCode#USAGE} when there is no usable key
   */
  public Secret read(KeySource source) {
    return source instanceof KeySource.None ? Secret.NONE : usable(text(source), source.describe());
  }

  /**
   * The same for a password, which may hold blanks and any character; only a line end behind it is
   * taken away.
   *
   * @throws VibeException as {@link #read}
   */
  public Secret password(KeySource source) {
    String text = text(source).replaceFirst("\\R\\z", "");
    if (text.isEmpty() && !(source instanceof KeySource.None)) {
      throw failure("there is no password to send", source.describe() + " is empty");
    }
    return new Secret(text);
  }

  /** What is odd about a source, without reading it: a file that everybody may read gives one. */
  public static List<Problem> notices(KeySource source) {
    return source instanceof KeySource.File(Path path) && isPublic(path)
        ? List.of(
            new Problem(
                ProblemCode.KEY_FILE_PUBLIC,
                "every user of this machine may read the key file " + path,
                "",
                "chmod 600 " + path))
        : List.of();
  }

  private String text(KeySource source) {
    return switch (source) {
      case KeySource.None n -> "";
      case KeySource.Variable(String name, Secret key) -> key.reveal();
      case KeySource.File(Path path) -> fromFile(path);
      case KeySource.Command(List<String> words) -> output(words);
    };
  }

  private static String fromFile(Path path) {
    try {
      return BoundedFile.text(path, LARGEST_KEY)
          .orElseThrow(() -> failure("cannot read the key file " + path, "no such file"));
    } catch (IOException e) {
      throw failure("cannot read the key file " + path, IoReason.of(e));
    }
  }

  private static boolean isPublic(Path path) {
    try {
      return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // a file system without such permissions has nothing to warn about
    }
  }

  private String output(List<String> words) {
    String what = "cannot get a key from the command " + words.getFirst();
    Process process;
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .redirectInput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().keySet().removeAll(withheld);
      process = builder.start();
    } catch (IOException e) {
      throw failure(what, "it does not start");
    }
    FutureTask<byte[]> reading =
        new FutureTask<>(() -> process.getInputStream().readNBytes(LARGEST_KEY));
    Thread.ofVirtual().name("key-command").start(reading);
    long deadline = System.nanoTime() + commandLimit.toNanos();
    try {
      byte[] bytes = reading.get(commandLimit.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw failure(what, "it did not end within " + commandLimit.toMillis() + " ms");
      }
      if (process.exitValue() != 0) {
        throw failure(what, "it ended with exit code " + process.exitValue());
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      throw failure(what, "it did not end within " + commandLimit.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw failure(what, "its output cannot be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(what, "interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** A key becomes part of a header line, so it has to be one word of printable ASCII. */
  private static Secret usable(String text, String holder) {
    String key = text.strip();
    if (key.isEmpty()) {
      throw failure("there is no key to send", holder + " is empty");
    }
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw failure("the key cannot be sent", holder + " holds more than one word of plain ASCII");
    }
    return new Secret(key);
  }

  private static VibeException failure(String what, String cause) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.NO_API_KEY,
            what,
            cause,
            "vibe config show --origin   shows where it is configured"));
  }
}
