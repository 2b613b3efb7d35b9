package dev.vibe.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Source of the key for an endpoint, named without having looked; {@link
 * dev.vibe.config.model.KeyReader} fetches it.
 */
public sealed interface KeySource {

  /**
   * Requests go without a key.
   *
   * @param why what was looked for and not found, or is withheld because it belongs elsewhere; for
   *     the message when the endpoint then asks for a key
   */
  record None(String why) implements KeySource {}

  record Variable(String name, Secret key) implements KeySource {}

  record File(Path path) implements KeySource {}

  /**
   * A command that prints the key.
   *
   * @param words the program and its arguments; no shell reads them
   */
  record Command(List<String> words) implements KeySource {
    public Command {
      words = List.copyOf(words);
    }
  }

  /** For people; never shows the key. */
  default String describe() {
    return switch (this) {
      case None n -> "no key";
      case Variable(String name, Secret key) -> "env " + name;
      case File(Path path) -> "file " + path;
      case Command(List<String> words) -> "command " + words.getFirst();
    };
  }
}
