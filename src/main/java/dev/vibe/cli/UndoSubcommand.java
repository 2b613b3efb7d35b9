package dev.vibe.cli;

import static dev.vibe.cli.Option.flag;
import static dev.vibe.cli.Option.value;

import dev.vibe.app.App;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.UndoOptions;
import dev.vibe.cli.Option.Group;
import dev.vibe.cli.Option.Kind;
import dev.vibe.git.undo.Undo;
import dev.vibe.problem.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command {@code vibe undo}. */
final class UndoSubcommand implements CommandDefinition {

  private static final String LIST = "--list";
  private static final String REDO = "--redo";
  private static final String REVERT = "--revert";
  private static final String YES = "--yes";
  private static final String SESSION = "--session";
  private static final String OVERWRITE = "--overwrite";
  private static final String JSON = "--json";

  @Override
  public String summary() {
    return "take back what the last run did (--list, --redo)";
  }

  @Override
  public String description() {
    return """
    Takes back what the last run in this folder changed, edits and commands alike; \
    with N, only what the last N replies of the model changed. Shows what it will \
    restore and asks. What you changed since is kept unless you agree, file by file.

    Commits of the run are taken back while they are HEAD and nothing is built on \
    them; what you staged stays. Otherwise they stay, unless you want a revert.
    """;
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(
        new Words(
            "N",
            Words.Count.AT_MOST_ONE,
            Option.Kind.TEXT,
            List.of(),
            "only what so many replies changed, the last ones"));
  }

  @Override
  public List<Option> options() {
    return List.of(
        flag(Group.OWN, LIST, "show what can be undone"),
        flag(Group.OWN, Options.DRY_RUN, "show what would be restored"),
        flag(Group.OWN, "-y " + YES, "do not ask; files changed since are left as they are"),
        value(
            Group.OWN,
            OVERWRITE,
            Kind.FILES,
            "FILE",
            "restore this file though you changed it (repeatable)"),
        flag(Group.OWN, REDO, "take back the last undo"),
        flag(Group.OWN, REVERT, "make a commit that reverts those that stay"),
        value(Group.OWN, SESSION, "ID", "of this session, or one whose id begins so"),
        flag(Group.OWN, JSON, "one JSON object on standard output"));
  }

  @Override
  public List<String> shared() {
    return List.of(Options.DIRECTORY, Options.ADD_DIR);
  }

  @Override
  public Map<ExitCode, String> exitCodes() {
    return Map.of(
        ExitCode.FAILED, "something had to be left",
        ExitCode.REFUSED, "nobody is there to ask");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    if (arguments.has(REDO) && !arguments.words().isEmpty()) {
      throw UsageProblems.conflict(REDO, arguments.words().getFirst());
    }
    Undo.Scope scope =
        arguments.has(REDO)
            ? new Undo.Scope.Redo()
            : arguments.words().isEmpty()
                ? new Undo.Scope.LastRun()
                : turns(arguments.words().getFirst());
    UndoOptions.Extent extent =
        arguments.has(LIST)
            ? UndoOptions.Extent.LIST
            : arguments.has(Options.DRY_RUN)
                ? UndoOptions.Extent.DRY_RUN
                : arguments.has(YES) ? UndoOptions.Extent.YES : UndoOptions.Extent.ASK;
    return new Restoration(
        new UndoOptions(
            arguments.where(),
            scope,
            extent,
            arguments.has(REVERT) ? UndoOptions.Commits.REVERT : UndoOptions.Commits.STAY,
            arguments.has(JSON) ? OutputForm.JSON : OutputForm.TEXT,
            arguments.value(SESSION).orElse(""),
            arguments.values(OVERWRITE)));
  }

  private static Undo.Scope turns(String word) {
    if (!word.matches("[1-9][0-9]{0,5}")) {
      throw UsageProblems.usage("\"" + word + "\" is not a number of turns", "vibe undo --help");
    }
    return new Undo.Scope.Turns(Integer.parseInt(word));
  }

  record Restoration(UndoOptions options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().undo(options);
    }
  }
}
