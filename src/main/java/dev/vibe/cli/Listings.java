package dev.vibe.cli;

import dev.vibe.app.command.ListingOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What commands that show something have in common: a folder, settings, {@code --json}. */
final class Listings {

  private static final String JSON = "--json";

  private Listings() {}

  static CommandSpec spec(String command) {
    return CommandSpec.create()
        .name(command)
        .addOption(OptionSpec.builder(JSON).type(boolean.class).arity("0").build());
  }

  /** Refuses what means nothing to such a command, but for {@code more}. */
  static ListingOptions options(Arguments arguments, List<String> more) {
    Set<String> takes = new HashSet<>(more);
    takes.addAll(List.of(JSON, Options.DIRECTORY, Options.TRUST));
    Options.ALL.stream()
        .filter(option -> !option.setting().isEmpty())
        .forEach(option -> takes.add(option.name()));
    arguments.refuseOthers(takes);
    return new ListingOptions(
        arguments.where(),
        arguments.flags(),
        arguments.has(JSON) ? ListingOptions.Form.JSON : ListingOptions.Form.TEXT);
  }
}
