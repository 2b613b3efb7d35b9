package dev.vibe.hostile;

import dev.vibe.testkit.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Effect that an attempt is after, and how it shows.
 *
 * @param what as the end of "harm: …"
 */
record Harm(String what, Predicate<Aftermath> done) {

  /** A program of the attacker ran. */
  static Harm ran() {
    return new Harm("a program of the attacker ran", after -> Files.exists(after.scene().canary()));
  }

  /** A file exists that nobody allowed; the path is relative to the repository, or absolute. */
  static Harm exists(String path) {
    return new Harm(
        path + " was made",
        after -> Files.exists(after.scene().folder().resolve(path), LinkOption.NOFOLLOW_LINKS));
  }

  /** A file no longer holds what it held. */
  static Harm changed(String path, String text) {
    return new Harm(
        path + " was changed",
        after -> {
          Path file = after.scene().folder().resolve(path);
          return !Files.exists(file) || !Scene.read(file).equals(text);
        });
  }

  /** The model was told something that it must not know. */
  static Harm told(String secret) {
    return new Harm(
        "the model was told a secret",
        after ->
            after.requests().map(ScriptedServer.Received::body).anyMatch(b -> b.contains(secret)));
  }

  /**
   * Something that must stay unknown stands on the screen, in the output, or in vibe's own files.
   */
  static Harm shown(String secret) {
    return new Harm(
        "a secret was shown or kept",
        after ->
            after.ended().stdout().contains(secret)
                || after.ended().stderr().contains(secret)
                || isBelow(after.scene().vibeHome(), secret));
  }

  /** A commit holds a text. */
  static Harm committed(String text) {
    return new Harm(
        "it was committed",
        after -> after.scene().repo().git("log", "-p", "--all", "--format=%B").contains(text));
  }

  private static boolean isBelow(Path folder, String text) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).anyMatch(file -> holds(file, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
