package dev.vibe.cli;

import dev.vibe.problem.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Command of vibe: what its line may hold, what its help says, and what a line means.
 *
 * <p>This is the whole of it: {@link CommandModel} makes the parser's specification from it, and
 * help, usage errors, completions and the manual page are written from that. Nothing here knows the
 * parser, because a start that needs none must not load it.
 */
interface CommandDefinition {

  /** What it does, in a few words, for the lists of commands. */
  String summary();

  /** What it does, for its own help: wrapped there line by line, so a paragraph is one line. */
  String description();

  /** The options that only this command has, in the order of its help. */
  default List<Option> options() {
    return List.of();
  }

  /** The long names of the options of {@link Options} that mean something to it, too. */
  default List<String> shared() {
    return List.of();
  }

  /** What it takes besides options. */
  default Optional<Words> words() {
    return Optional.empty();
  }

  /** The commands below it. */
  default List<Entry> subcommands() {
    return List.of();
  }

  /** The first lines of its help; made from the rest when there are none. */
  default List<String> synopsis() {
    return List.of();
  }

  /** The exit codes worth telling. */
  default Map<ExitCode, String> exitCodes() {
    return Map.of();
  }

  /** Command lines that show its use. */
  default List<String> examples() {
    return List.of();
  }

  /**
   * What a line means in which only options and words of this command are.
   *
   * @throws UsageException when it makes no sense all the same
   */
  ParsedCommand parse(Arguments arguments);

  /**
   * Command by its name.
   *
   * @param command makes it; its class is loaded by that, and not before
   */
  record Entry(String name, Supplier<CommandDefinition> command) {}
}
