package dev.vibe.config;

import java.nio.file.Path;

/** Place where one value was set. */
public sealed interface Origin {

  record BuiltIn() implements Origin {}

  /**
   * A line of a configuration file.
   *
   * @param line 1-based
   */
  record File(Layer layer, Path path, int line) implements Origin {}

  /** An environment variable. */
  record Variable(String name) implements Origin {}

  /**
   * A command line option.
   *
   * @param name with its dashes
   */
  record Flag(String name) implements Origin {}

  default Layer layer() {
    return switch (this) {
      case BuiltIn() -> Layer.BUILT_IN;
      case File(Layer layer, Path path, int line) -> layer;
      case Variable v -> Layer.VARIABLE;
      case Flag f -> Layer.FLAG;
    };
  }

  /** For people: {@code FILE:LINE}, {@code env NAME}, {@code flag --x} or {@code default}. */
  default String describe() {
    return switch (this) {
      case BuiltIn() -> "default";
      case File(Layer layer, Path path, int line) -> path + ":" + line;
      case Variable(String name) -> "env " + name;
      case Flag(String name) -> "flag " + name;
    };
  }
}
