package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.ConfigListing;
import dev.vibe.config.FlagValue;
import java.util.List;
import java.util.stream.Collectors;

/** Command {@code vibe config}, of which each part is a command. */
final class ConfigSubcommand implements CommandDefinition {

  private static final List<String> PLACES = List.of(Options.DIRECTORY, Options.TRUST);

  @Override
  public String summary() {
    return "show the configuration, find it, or write one";
  }

  @Override
  public String description() {
    return "Shows the configuration in effect, says where it is, or writes your own.";
  }

  @Override
  public List<Entry> subcommands() {
    return List.of(
        new Entry("show", Show::new), new Entry("path", Where::new), new Entry("init", Init::new));
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    throw UsageProblems.usage(
        "config needs to be told what to do",
        subcommands().stream()
            .map(entry -> "vibe config " + entry.name())
            .collect(Collectors.joining("   or   ")));
  }

  /** Command {@code vibe config show}. */
  private static final class Show implements CommandDefinition {

    private static final String ORIGIN = "--origin";
    private static final String JSON = "--json";

    @Override
    public String summary() {
      return "the configuration in effect (--origin, --json)";
    }

    @Override
    public String description() {
      return """
      Shows the configuration in effect; secrets are masked. An option that sets a \
      value counts, so that its effect can be seen.
      """;
    }

    @Override
    public List<Option> options() {
      return List.of(
          Option.flag(Option.Group.OWN, ORIGIN, "say behind each value where it was set"),
          Option.flag(Option.Group.OWN, JSON, "as one JSON object, with origins"));
    }

    @Override
    public List<String> shared() {
      return Listings.shared();
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      ConfigListing.Form form =
          arguments.has(JSON)
              ? ConfigListing.Form.JSON
              : arguments.has(ORIGIN) ? ConfigListing.Form.WITH_ORIGINS : ConfigListing.Form.PLAIN;
      return new Shown(arguments.where(), arguments.flags(), form);
    }
  }

  /** Command {@code vibe config path}. */
  private static final class Where implements CommandDefinition {

    @Override
    public String summary() {
      return "the configuration files that count";
    }

    @Override
    public String description() {
      return "Lists the configuration files that count, weakest first.";
    }

    @Override
    public List<String> shared() {
      return PLACES;
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Paths(arguments.where());
    }
  }

  /** Command {@code vibe config init}. */
  private static final class Init implements CommandDefinition {

    @Override
    public String summary() {
      return "ask a few questions, write your configuration";
    }

    @Override
    public String description() {
      return """
      Asks in the terminal where the model is, and writes your own file; a key goes to \
      the keychain of the system, else to a file of its own.
      """;
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Questions();
    }
  }

  record Shown(RunOptions.Where where, List<FlagValue> flags, ConfigListing.Form form)
      implements ParsedCommand.Work {

    Shown {
      flags = List.copyOf(flags);
    }

    @Override
    public int run(App app) {
      return app.utilities().showConfig(where, flags, form);
    }
  }

  record Paths(RunOptions.Where where) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().showConfigPaths(where);
    }
  }

  record Questions() implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().initConfig();
    }
  }
}
