package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.Interactive;
import dev.vibe.app.RunOptions;
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

  record ConfigShow(RunOptions.Where where, List<FlagValue> flags, App.ListingForm form)
      implements ParsedCommand {
    public ConfigShow {
      flags = List.copyOf(flags);
    }
  }

  record ConfigPath(RunOptions.Where where) implements ParsedCommand {}

  /** To be printed on standard output; exit code 0. */
  record Help(String text) implements ParsedCommand {}

  /** To be printed on standard output; exit code 0. */
  record VersionText(String text) implements ParsedCommand {}

  /** The exit code is 2. */
  record Usage(Problem problem) implements ParsedCommand {}
}
