package dev.vibe.app.command;

import dev.vibe.app.host.RunOptions;
import dev.vibe.config.FlagValue;
import java.util.List;

/** Options of a command that shows something about a folder and changes none. */
public record ListingOptions(RunOptions.Where where, List<FlagValue> flags, OutputForm form) {

  public ListingOptions {
    flags = List.copyOf(flags);
  }
}
