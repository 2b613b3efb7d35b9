package dev.vibe.config.model;

import dev.vibe.config.Config;
import dev.vibe.file.ProgramPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keychain of the system, through its own program: {@code secret-tool} of libsecret, {@code
 * security} of macOS. A key reaches it through standard input, never as an argument.
 */
sealed interface Keychain {

  /** What the entries of this product are filed under. */
  String SERVICE = "vibe";

  long LIMIT_SECONDS = 30;

  record Libsecret(Path program) implements Keychain {}

  record Mac(Path program) implements Keychain {}

  /** The one of this machine, if there is a program for it. */
  static Optional<Keychain> of(Map<String, String> environment) {
    Optional<Path> libsecret = find("secret-tool", environment);
    return libsecret.isPresent()
        ? libsecret.map(Libsecret::new)
        : find("security", environment).map(Mac::new);
  }

  private static Optional<Path> find(String name, Map<String, String> environment) {
    Path workingFolder = Path.of("").toAbsolutePath();
    return ProgramPath.outside(List.of(workingFolder), environment.getOrDefault("PATH", ""))
        .find(name);
  }

  /** The command that prints the key. */
  default List<String> reading(String account) {
    return switch (this) {
      case Libsecret(Path program) ->
          List.of(program.toString(), "lookup", "service", SERVICE, "account", account);
      case Mac(Path program) ->
          List.of(program.toString(), "find-generic-password", "-s", SERVICE, "-a", account, "-w");
    };
  }

  /** Whether it took the key; a keychain may be locked, or nobody there to unlock it. Blocks. */
  default boolean store(String account, String key) throws InterruptedException {
    return switch (this) {
      case Libsecret(Path program) ->
          feed(
              List.of(
                  program.toString(),
                  "store",
                  "--label=vibe: " + account,
                  "service",
                  SERVICE,
                  "account",
                  account),
              key);
      case Mac(Path program) ->
          feed(
              List.of(program.toString(), "-i"),
              "add-generic-password -U -s " + SERVICE + " -a " + account + " -w " + key + "\n");
    };
  }

  /** Takes the key away. Blocks. */
  default void forget(String account) throws InterruptedException {
    switch (this) {
      case Libsecret(Path program) ->
          feed(List.of(program.toString(), "clear", "service", SERVICE, "account", account), "");
      case Mac(Path program) ->
          feed(
              List.of(program.toString(), "delete-generic-password", "-s", SERVICE, "-a", account),
              "");
    }
  }

  private static boolean feed(List<String> command, String input) throws InterruptedException {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().keySet().removeAll(Config.KEY_VARIABLES);
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
