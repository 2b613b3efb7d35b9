package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.command.HooksCommand;
import dev.vibe.app.command.HooksCommand.Act;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.host.RunOptions;
import dev.vibe.cli.Option.Kind;
import dev.vibe.problem.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command {@code vibe hooks}, of which each part is a command. */
final class HooksSubcommand implements CommandDefinition {

  @Override
  public String summary() {
    return "list or test hooks";
  }

  @Override
  public String description() {
    return """
    Lists the hooks that count here: yours, and those of the project where it is trusted.
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
    return List.of(new Entry("list", Listing::new), new Entry("test", Trial::new));
  }

  @Override
  public Map<ExitCode, String> exitCodes() {
    return Map.of(ExitCode.FAILED, "a hook cannot be used");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return new HooksLine(arguments.where(), new Act.Listed(form(arguments)));
  }

  private static OutputForm form(Arguments arguments) {
    return arguments.has(Listings.JSON.name()) ? OutputForm.JSON : OutputForm.TEXT;
  }

  /** Command {@code vibe hooks list}. */
  private static final class Listing implements CommandDefinition {

    @Override
    public String summary() {
      return "those that count here (--json)";
    }

    @Override
    public String description() {
      return "Lists the hooks that count here. None of them is run.";
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
      return Map.of(ExitCode.FAILED, "a hook cannot be used");
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new HooksLine(arguments.where(), new Act.Listed(form(arguments)));
    }
  }

  /** Command {@code vibe hooks test}. */
  private static final class Trial implements CommandDefinition {

    @Override
    public String summary() {
      return "run one on a sample (--json)";
    }

    @Override
    public String description() {
      return """
      Runs a hook as a session would, on a sample of what it would hear, and says how its       answer is understood.
      """;
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(new Words("NAME", Words.Count.ONE, Kind.TEXT, List.of(), "of a hook"));
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
      return new HooksLine(
          arguments.where(), new Act.Tried(arguments.words().getFirst(), form(arguments)));
    }
  }

  record HooksLine(RunOptions.Where where, Act act) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.command(host -> new HooksCommand(host, where).run(act));
    }
  }
}
