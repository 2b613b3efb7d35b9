package dev.vibe.cli;

import static dev.vibe.cli.Option.flag;

import dev.vibe.app.App;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.WorktreeCommand;
import dev.vibe.app.command.WorktreeCommand.Act;
import dev.vibe.app.command.WorktreeCommand.Consent;
import dev.vibe.app.host.RunOptions;
import dev.vibe.cli.Option.Group;
import dev.vibe.cli.Option.Kind;
import dev.vibe.problem.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command {@code vibe worktree}, of which each part is a command. */
final class WorktreeSubcommand implements CommandDefinition {

  private static final String YES = "--yes";

  @Override
  public String summary() {
    return "list or remove the worktrees that --worktree made";
  }

  @Override
  public String description() {
    return """
    Lists the worktrees that vibe made of this repository: name, use, what only it holds, \
    and its folder.
    """;
  }

  @Override
  public List<Option> options() {
    return List.of(Listings.JSON);
  }

  @Override
  public List<String> shared() {
    return List.of(Options.DIRECTORY);
  }

  @Override
  public List<Entry> subcommands() {
    return List.of(new Entry("list", Listing::new), new Entry("remove", Removal::new));
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return new Worktree(arguments.where(), new Act.Listed(form(arguments)));
  }

  private static OutputForm form(Arguments arguments) {
    return arguments.has(Listings.JSON.name()) ? OutputForm.JSON : OutputForm.TEXT;
  }

  /** Command {@code vibe worktree list}. */
  private static final class Listing implements CommandDefinition {

    @Override
    public String summary() {
      return "those of this repository (--json)";
    }

    @Override
    public String description() {
      return "Lists the worktrees that vibe made of this repository.";
    }

    @Override
    public List<Option> options() {
      return List.of(Listings.JSON);
    }

    @Override
    public List<String> shared() {
      return List.of(Options.DIRECTORY);
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Worktree(arguments.where(), new Act.Listed(form(arguments)));
    }
  }

  /** Command {@code vibe worktree remove}. */
  private static final class Removal implements CommandDefinition {

    @Override
    public String summary() {
      return "remove some (--yes)";
    }

    @Override
    public String description() {
      return """
      Removes worktrees with their branches. One that holds changed files or commits that \
      are nowhere else is removed only once you agree; such commits stay on its branch all \
      the same.
      """;
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(
          new Words("NAME", Words.Count.SOME, Kind.TEXT, List.of(), "of a worktree"));
    }

    @Override
    public List<Option> options() {
      return List.of(flag(Group.OWN, "-y " + YES, "do not ask"), Listings.JSON);
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
      Consent consent = arguments.has(YES) ? Consent.GIVEN : Consent.ASKED;
      return new Worktree(
          arguments.where(), new Act.Removed(arguments.words(), consent, form(arguments)));
    }
  }

  record Worktree(RunOptions.Where where, Act act) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.command(host -> new WorktreeCommand(host, where).run(act));
    }
  }
}
