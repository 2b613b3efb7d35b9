package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.command.ListingOptions;
import dev.vibe.app.command.PermissionsCommand;
import java.util.List;
import java.util.Optional;

/** Command {@code vibe permissions}, and the one below it that asks about a command. */
final class PermissionsSubcommand implements CommandDefinition {

  private static final String CHECK = "check";

  /** What the command does by itself. */
  private static final CommandDefinition LISTING = new Listing();

  @Override
  public String summary() {
    return "the rules in effect, and what they say of a command";
  }

  @Override
  public String description() {
    return LISTING.description();
  }

  @Override
  public List<Option> options() {
    return LISTING.options();
  }

  @Override
  public List<String> shared() {
    return LISTING.shared();
  }

  @Override
  public List<Entry> subcommands() {
    return List.of(new Entry("list", Listing::new), new Entry(CHECK, Check::new));
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return LISTING.parse(arguments);
  }

  /** Command {@code vibe permissions list}. */
  private static final class Listing implements CommandDefinition {

    @Override
    public String summary() {
      return "the permission rules in effect, and where each is (--json)";
    }

    @Override
    public String description() {
      return """
      Lists the permission rules in effect, those that win first, and where each was \
      written: in a configuration, or in rules.toml by an answer of "always".
      """;
    }

    @Override
    public List<Option> options() {
      return List.of(Listings.JSON);
    }

    @Override
    public List<String> shared() {
      return Listings.shared();
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Rules(Listings.options(arguments));
    }
  }

  /** Command {@code vibe permissions check}. */
  private static final class Check implements CommandDefinition {

    private static final String STDIN = "--stdin";

    @Override
    public String summary() {
      return "whether a command would be run, asked about or refused";
    }

    @Override
    public String description() {
      return """
      Says what would become of a command that a model wants to run: allow, ask or \
      deny, the rule that decides, why, and what the command would do. Nothing is run. \
      In a session, work that would be lost is asked about besides.
      """;
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(
          new Words(
              "COMMAND",
              Words.Count.AT_MOST_ONE,
              Option.Kind.TEXT,
              List.of(),
              "one argument, as it is given to bash -c; without one, as with --stdin"));
    }

    @Override
    public List<Option> options() {
      return List.of(
          Option.flag(Option.Group.OWN, "--json", "one JSON object for each command"),
          Option.flag(
              Option.Group.OWN,
              STDIN,
              "read a JSON string a line, answer a JSON object a line, as they come"));
    }

    @Override
    public List<String> shared() {
      return Listings.shared();
    }

    @Override
    public List<String> examples() {
      return List.of(
          "vibe permissions check -- 'git log --oneline | head'",
          "vibe permissions check --mode plan -- 'mvn test'");
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      ListingOptions options = Listings.options(arguments);
      if (arguments.has(STDIN) && !arguments.words().isEmpty()) {
        throw UsageProblems.usage(
            "--stdin reads the commands, and there is one on the line",
            "vibe permissions check -- 'COMMAND'   or   vibe permissions check --stdin --json");
      }
      return new Checked(options, arguments.words().stream().findFirst());
    }
  }

  record Rules(ListingOptions options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().permissions(options, new PermissionsCommand.Wish.Rules());
    }
  }

  record Checked(ListingOptions options, Optional<String> command) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities()
          .permissions(
              options,
              command
                  .<PermissionsCommand.Wish>map(PermissionsCommand.Wish.Check::new)
                  .orElseGet(PermissionsCommand.Wish.CheckAll::new));
    }
  }
}
