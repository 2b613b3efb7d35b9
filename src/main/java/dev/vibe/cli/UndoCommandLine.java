package dev.vibe.cli;

import dev.vibe.app.command.UndoOptions;
import dev.vibe.git.undo.Undo;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code vibe undo}. */
final class UndoCommandLine {

  private static final String LIST = "--list";
  private static final String REDO = "--redo";
  private static final String REVERT = "--revert";
  private static final String YES = "--yes";
  private static final String SESSION = "--session";
  private static final String OVERWRITE = "--overwrite";
  private static final String JSON = "--json";
  private static final Set<String> TAKES =
      Set.of(
          LIST,
          REDO,
          REVERT,
          YES,
          SESSION,
          OVERWRITE,
          JSON,
          Options.DRY_RUN,
          Options.DIRECTORY,
          Options.ADD_DIR);

  private UndoCommandLine() {}

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name(ArgvParser.UNDO);
    for (String flag : List.of(LIST, REDO, REVERT, JSON)) {
      spec.addOption(OptionSpec.builder(flag).type(boolean.class).arity("0").build());
    }
    spec.addOption(OptionSpec.builder("-y", YES).type(boolean.class).arity("0").build());
    spec.addOption(OptionSpec.builder(SESSION).type(String.class).arity("1").build());
    spec.addOption(
        OptionSpec.builder(OVERWRITE)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .build());
    return spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("N")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .build());
  }

  static ParsedCommand parsed(Arguments arguments) {
    arguments.refuseOptions(TAKES);
    if (arguments.has(REDO) && !arguments.words().isEmpty()) {
      throw UsageProblems.conflict(REDO, arguments.words().getFirst());
    }
    Undo.Scope scope =
        arguments.has(REDO)
            ? new Undo.Scope.Redo()
            : arguments.words().isEmpty() ? new Undo.Scope.LastRun() : turns(arguments.words());
    UndoOptions.Extent extent =
        arguments.has(LIST)
            ? UndoOptions.Extent.LIST
            : arguments.has(Options.DRY_RUN)
                ? UndoOptions.Extent.DRY_RUN
                : arguments.has(YES) ? UndoOptions.Extent.YES : UndoOptions.Extent.ASK;
    return new ParsedCommand.UndoRun(
        new UndoOptions(
            arguments.where(),
            scope,
            extent,
            arguments.has(REVERT) ? UndoOptions.Commits.REVERT : UndoOptions.Commits.STAY,
            arguments.has(JSON) ? UndoOptions.Form.JSON : UndoOptions.Form.TEXT,
            arguments.value(SESSION).orElse(""),
            arguments.values(OVERWRITE)));
  }

  private static Undo.Scope turns(List<String> words) {
    String word = words.getFirst();
    if (words.size() > 1 || !word.matches("[1-9][0-9]{0,5}")) {
      throw UsageProblems.usage(
          "\"" + String.join(" ", words) + "\" is not a number of turns", "vibe undo --help");
    }
    return new Undo.Scope.Turns(Integer.parseInt(word));
  }
}
