package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.SkillsCommand;
import dev.vibe.app.command.SkillsCommand.Act;
import dev.vibe.app.host.RunOptions;
import dev.vibe.cli.Option.Kind;
import dev.vibe.problem.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command {@code vibe skills}, of which each part is a command. */
final class SkillsSubcommand implements CommandDefinition {

  @Override
  public String summary() {
    return "list, show or check skills";
  }

  @Override
  public String description() {
    return """
    Lists the skills that can be used here: yours, and those of the project where it is \
    trusted.
    """;
  }

  @Override
  public List<Option> options() {
    return List.of(Listings.JSON);
  }

  @Override
  public List<String> shared() {
    return List.of(Options.DIRECTORY, Options.TRUST);
  }

  @Override
  public List<Entry> subcommands() {
    return List.of(
        new Entry("list", Listing::new),
        new Entry("show", Showing::new),
        new Entry("check", Check::new));
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return new Skills(arguments.where(), new Act.Listed(form(arguments)));
  }

  private static OutputForm form(Arguments arguments) {
    return arguments.has(Listings.JSON.name()) ? OutputForm.JSON : OutputForm.TEXT;
  }

  /** Command {@code vibe skills list}. */
  private static final class Listing implements CommandDefinition {

    @Override
    public String summary() {
      return "those that can be used here (--json)";
    }

    @Override
    public String description() {
      return "Lists the skills that can be used here.";
    }

    @Override
    public List<Option> options() {
      return List.of(Listings.JSON);
    }

    @Override
    public List<String> shared() {
      return List.of(Options.DIRECTORY, Options.TRUST);
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Skills(arguments.where(), new Act.Listed(form(arguments)));
    }
  }

  /** Command {@code vibe skills show}. */
  private static final class Showing implements CommandDefinition {

    @Override
    public String summary() {
      return "what one tells the model";
    }

    @Override
    public String description() {
      return "Shows a skill: whose it is, its file, and its instructions.";
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(new Words("NAME", Words.Count.ONE, Kind.TEXT, List.of(), "of a skill"));
    }

    @Override
    public List<String> shared() {
      return List.of(Options.DIRECTORY, Options.TRUST);
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Skills(arguments.where(), new Act.Shown(arguments.words().getFirst()));
    }
  }

  /** Command {@code vibe skills check}. */
  private static final class Check implements CommandDefinition {

    @Override
    public String summary() {
      return "what is wrong with any (--json)";
    }

    @Override
    public String description() {
      return """
      Checks the skills against the specification of agentskills.io, and says what is wrong \
      with each.
      """;
    }

    @Override
    public List<Option> options() {
      return List.of(Listings.JSON);
    }

    @Override
    public List<String> shared() {
      return List.of(Options.DIRECTORY, Options.TRUST);
    }

    @Override
    public Map<ExitCode, String> exitCodes() {
      return Map.of(ExitCode.FAILED, "a skill is not as it should be");
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Skills(arguments.where(), new Act.Checked(form(arguments)));
    }
  }

  record Skills(RunOptions.Where where, Act act) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.command(host -> new SkillsCommand(host, where).run(act));
    }
  }
}
