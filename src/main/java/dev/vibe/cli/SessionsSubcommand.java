package dev.vibe.cli;

import static dev.vibe.cli.Option.flag;
import static dev.vibe.cli.Option.value;

import dev.vibe.app.App;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.SessionsOptions;
import dev.vibe.app.command.SessionsOptions.Act;
import dev.vibe.app.command.SessionsOptions.Consent;
import dev.vibe.app.command.SessionsOptions.Reach;
import dev.vibe.cli.Option.Group;
import dev.vibe.cli.Option.Kind;
import dev.vibe.problem.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command {@code vibe sessions}, of which each part is a command. */
final class SessionsSubcommand implements CommandDefinition {

  private static final String ALL = "--all";
  private static final String JSON = "--json";
  private static final String YES = "--yes";
  private static final String DAYS = "--days";

  private static final Option REACH = flag(Group.OWN, ALL, "those of every folder");
  private static final Option CONSENT = flag(Group.OWN, "-y " + YES, "do not ask");

  private static final Duration USUAL_AGE = Duration.ofDays(90);

  @Override
  public String summary() {
    return "list, show, rename or delete sessions (--all, --json)";
  }

  @Override
  public String description() {
    return """
    Lists the sessions of the folder, the one last used first: id, when it was last \
    used, how its last run ended, and how it began.
    """;
  }

  @Override
  public List<Option> options() {
    return List.of(REACH, flag(Group.OWN, JSON, "one JSON object"));
  }

  @Override
  public List<String> shared() {
    return List.of(Options.DIRECTORY);
  }

  @Override
  public List<Entry> subcommands() {
    return List.of(
        new Entry("list", Listing::new),
        new Entry("show", Show::new),
        new Entry("rename", Rename::new),
        new Entry("delete", Delete::new),
        new Entry("prune", Prune::new));
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return new Sessions(told(arguments, new Act.Listed()));
  }

  private static SessionsOptions told(Arguments arguments, Act act) {
    return new SessionsOptions(
        arguments.where(),
        act,
        arguments.has(ALL) ? Reach.ALL : Reach.FOLDER,
        arguments.has(JSON) ? OutputForm.JSON : OutputForm.TEXT);
  }

  private static Consent consent(Arguments arguments) {
    return arguments.has(Options.DRY_RUN)
        ? Consent.DRY_RUN
        : arguments.has(YES) ? Consent.GIVEN : Consent.ASKED;
  }

  /** Command {@code vibe sessions list}. */
  private static final class Listing implements CommandDefinition {

    @Override
    public String summary() {
      return "those of the folder (--all, --json)";
    }

    @Override
    public String description() {
      return "Lists the sessions of the folder, the one last used first.";
    }

    @Override
    public List<Option> options() {
      return List.of(REACH, flag(Group.OWN, JSON, "one JSON object"));
    }

    @Override
    public List<String> shared() {
      return List.of(Options.DIRECTORY);
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Sessions(told(arguments, new Act.Listed()));
    }
  }

  /** Command {@code vibe sessions show}. */
  private static final class Show implements CommandDefinition {

    @Override
    public String summary() {
      return "what happened in one";
    }

    @Override
    public String description() {
      return """
      Shows what happened in a session, of whatever folder: each prompt with how its run \
      ended, what it cost, the files that it changed and its commits.
      """;
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(
          new Words("ID", Words.Count.ONE, Kind.TEXT, List.of(), "of a session, or how it begins"));
    }

    @Override
    public List<Option> options() {
      return List.of(flag(Group.OWN, JSON, "one JSON object"));
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Sessions(told(arguments, new Act.Shown(arguments.words().getFirst())));
    }
  }

  /** Command {@code vibe sessions rename}. */
  private static final class Rename implements CommandDefinition {

    @Override
    public String summary() {
      return "give one another title";
    }

    @Override
    public String description() {
      return """
      Gives a session the title behind its id, which lists show; without one, it is \
      called as it began.
      """;
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(
          new Words(
              "ID", Words.Count.SOME, Kind.TEXT, List.of(), "of a session; then its new title"));
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      List<String> words = arguments.words();
      String title = String.join(" ", words.subList(1, words.size())).strip();
      return new Sessions(told(arguments, new Act.Renamed(words.getFirst(), title)));
    }
  }

  /** Command {@code vibe sessions delete}. */
  private static final class Delete implements CommandDefinition {

    @Override
    public String summary() {
      return "delete some (--yes)";
    }

    @Override
    public String description() {
      return """
      Deletes sessions with all that was said in them, once you agree. What they did to \
      files can still be undone. One that somebody works in stays.
      """;
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(
          new Words(
              "ID", Words.Count.SOME, Kind.TEXT, List.of(), "of a session, or how it begins"));
    }

    @Override
    public List<Option> options() {
      return List.of(CONSENT, flag(Group.OWN, Options.DRY_RUN, "show what would be deleted"));
    }

    @Override
    public Map<ExitCode, String> exitCodes() {
      return Map.of(ExitCode.REFUSED, "nobody is there to ask");
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      Act act = new Act.Deleted(arguments.words(), consent(arguments));
      return new Sessions(told(arguments, act));
    }
  }

  /** Command {@code vibe sessions prune}. */
  private static final class Prune implements CommandDefinition {

    @Override
    public String summary() {
      return "delete those long unused (--days, --yes)";
    }

    @Override
    public String description() {
      return """
      Deletes the sessions of the folder that were not used for 90 days, once you agree. \
      One that somebody works in stays.
      """;
    }

    @Override
    public List<Option> options() {
      return List.of(
          value(Group.OWN, DAYS, "N", "those not used for so many days"),
          REACH,
          CONSENT,
          flag(Group.OWN, Options.DRY_RUN, "show what would be deleted"));
    }

    @Override
    public List<String> shared() {
      return List.of(Options.DIRECTORY);
    }

    @Override
    public Map<ExitCode, String> exitCodes() {
      return Map.of(ExitCode.REFUSED, "nobody is there to ask");
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      Duration age = arguments.value(DAYS).map(Prune::days).orElse(USUAL_AGE);
      return new Sessions(told(arguments, new Act.Pruned(age, consent(arguments))));
    }

    private static Duration days(String text) {
      if (!text.matches("[0-9]{1,5}")) {
        throw UsageProblems.usage(
            DAYS + " takes a whole number of days, not \"" + text + "\"",
            "vibe sessions prune --days 30");
      }
      return Duration.ofDays(Integer.parseInt(text));
    }
  }

  record Sessions(SessionsOptions options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().sessions(options);
    }
  }
}
