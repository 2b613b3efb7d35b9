package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.host.RunOptions;
import dev.vibe.problem.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command {@code vibe apply}. */
final class ApplySubcommand implements CommandDefinition {

  @Override
  public String summary() {
    return "apply a patch or a list of tool calls, no model";
  }

  @Override
  public String description() {
    return """
    Applies a recorded change as a run would, without a model. FILE holds a unified \
    diff, applied as a whole or not at all, or a list of tool calls; its edits are \
    one batch, and a commit needs all edits before it:

      [{"tool": "str_replace", "file": "a.txt", "old": "x", "new": "y"},
       {"tool": "write_file", "file": "b.txt", "content": "…"},
       {"tool": "git_commit", "message": "Say why"}]
    """;
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(
        new Words(
            "FILE",
            Words.Count.ONE,
            Option.Kind.FILE,
            List.of(),
            "the recorded change; - reads standard input"));
  }

  @Override
  public List<String> shared() {
    return Options.with(
        List.of(
            Options.ALLOW_SECRET,
            Options.DRY_RUN,
            Options.DIRECTORY,
            Options.ADD_DIR,
            Options.MODE,
            Options.AUTO_APPROVE,
            Options.YOLO,
            Options.OUTPUT,
            Options.PATCH_OUT,
            Options.OUTPUT_DIR),
        Options.TELLING,
        List.of(Options.FAIL_IF_NO_CHANGE));
  }

  @Override
  public Map<ExitCode, String> exitCodes() {
    return Map.of(ExitCode.FAILED, "not everything could be applied; the answer says what and why");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    String file = arguments.words().getFirst();
    return new Apply(
        file,
        new RunOptions(
            new RunOptions.Prompt.Recorded("apply " + file),
            arguments.where(),
            new RunOptions.Model.Configured(),
            new RunOptions.Changes(
                false,
                arguments.has(Options.DRY_RUN),
                arguments.has(Options.FAIL_IF_NO_CHANGE),
                arguments.has(Options.ALLOW_SECRET)),
            arguments.output(),
            arguments.flags()));
  }

  /** {@code file} is {@code -} for standard input. */
  record Apply(String file, RunOptions options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.apply(file, options);
    }

    @Override
    public ParsedCommand.Signals signals() {
      return ParsedCommand.Signals.END_THE_RUN;
    }
  }
}
