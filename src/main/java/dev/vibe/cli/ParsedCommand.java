package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.command.Checkup;
import dev.vibe.app.command.ListingOptions;
import dev.vibe.app.command.UndoOptions;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.interactive.Interactive;
import dev.vibe.config.FlagValue;
import dev.vibe.problem.Problem;
import java.util.List;

/** What a command line means. */
public sealed interface ParsedCommand {

  record Run(RunOptions options) implements ParsedCommand {}

  /** A session; the prompt of the options is sent first unless it is empty. */
  record Session(RunOptions options, Interactive.Style style) implements ParsedCommand {}

  record Demo(RunOptions.Output output, List<FlagValue> flags) implements ParsedCommand {
    public Demo {
      flags = List.copyOf(flags);
    }
  }

  record UndoRun(UndoOptions options) implements ParsedCommand {}

  /** {@code file} is {@code -} for standard input. */
  record Apply(String file, RunOptions options) implements ParsedCommand {}

  record ConfigShow(RunOptions.Where where, List<FlagValue> flags, App.ListingForm form)
      implements ParsedCommand {
    public ConfigShow {
      flags = List.copyOf(flags);
    }
  }

  record ConfigInit() implements ParsedCommand {}

  record ConfigPath(RunOptions.Where where) implements ParsedCommand {}

  record Doctor(ListingOptions options, Checkup.Reach reach) implements ParsedCommand {}

  record Models(ListingOptions options) implements ParsedCommand {}

  /** To be printed on standard output; exit code 0. */
  record Help(String text) implements ParsedCommand {}

  /** To be printed on standard output; exit code 0. */
  record ShownText(String text) implements ParsedCommand {}

  /** To be printed on standard output; exit code 0. */
  record VersionText(String text) implements ParsedCommand {}

  /**
   * The exit code is 2.
   *
   * @param format that was asked for, as far as that can be told from a line with a mistake
   */
  record Usage(Problem problem, RunOptions.Format format) implements ParsedCommand {}
}
