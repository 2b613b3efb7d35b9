package dev.vibe.cli;

import dev.vibe.app.command.ListingOptions;
import dev.vibe.app.command.OutputForm;
import java.util.List;
import java.util.stream.Stream;

/** Part of the commands that show something: a folder, settings, {@code --json}. */
final class Listings {

  static final Option JSON = Option.flag(Option.Group.OWN, "--json", "one JSON object");

  private Listings() {}

  /** Where the configuration is, and every option that sets a value in it. */
  static List<String> shared() {
    return Stream.concat(Stream.of(Options.DIRECTORY, Options.TRUST), Options.settings().stream())
        .toList();
  }

  static ListingOptions options(Arguments arguments) {
    return new ListingOptions(
        arguments.where(),
        arguments.flags(),
        arguments.has(JSON.name()) ? OutputForm.JSON : OutputForm.TEXT);
  }
}
