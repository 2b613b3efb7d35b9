package dev.vibe.cli;

import dev.vibe.app.host.RunOptions;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code vibe apply}. */
final class ApplyCommandLine {

  private static final Set<String> TAKES =
      Set.of(
          Options.DRY_RUN,
          Options.DIRECTORY,
          Options.ADD_DIR,
          Options.MODE,
          "--auto-approve",
          "--yolo",
          Options.OUTPUT,
          Options.PATCH_OUT,
          "--no-color",
          Options.QUIET,
          Options.VERBOSE,
          Options.LOG_FILE,
          Options.FAIL_IF_NO_CHANGE);

  private ApplyCommandLine() {}

  static CommandSpec spec() {
    return CommandSpec.create()
        .name(ArgvParser.APPLY)
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("FILE")
                .type(java.util.List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .build());
  }

  static ParsedCommand parsed(Arguments arguments) {
    arguments.refuseOptions(TAKES);
    if (arguments.words().size() != 1) {
      throw UsageProblems.usage(
          "vibe apply takes one file", "vibe apply FILE   or   vibe apply - for standard input");
    }
    String file = arguments.words().getFirst();
    RunOptions options =
        new RunOptions(
            new RunOptions.Prompt.Recorded("apply " + file),
            arguments.where(),
            new RunOptions.Model.Configured(),
            new RunOptions.Changes(
                false, arguments.has(Options.DRY_RUN), arguments.has(Options.FAIL_IF_NO_CHANGE)),
            arguments.output(),
            arguments.flags());
    return new ParsedCommand.Apply(file, options);
  }
}
