package dev.vibe.cli;

import dev.vibe.app.RunOptions;
import dev.vibe.app.RunOptions.Prompt;
import dev.vibe.text.NearestName;
import java.util.Optional;

/** The one-shot run: the root command. */
final class RunCommand {

  private RunCommand() {}

  static RunOptions options(Arguments arguments) {
    RunOptions.Changes changes =
        new RunOptions.Changes(
            arguments.has(Options.AUTO_COMMIT),
            arguments.has(Options.DRY_RUN),
            arguments.has(Options.FAIL_IF_NO_CHANGE));
    return new RunOptions(
        prompt(arguments),
        arguments.where(),
        arguments.model(),
        changes,
        arguments.output(),
        arguments.flags());
  }

  private static Prompt prompt(Arguments arguments) {
    if (!arguments.words().isEmpty()) {
      throw positional(String.join(" ", arguments.words()));
    }
    String text =
        arguments
            .value(Options.PROMPT)
            .orElseThrow(
                () ->
                    UsageProblems.usage(
                        "nothing to do: there is no prompt",
                        "vibe -p \"what to do\"   or   vibe demo   or   vibe --help"));
    if (text.isBlank()) {
      throw UsageProblems.usage("the prompt is empty", "vibe -p \"what to do\"");
    }
    if (!text.equals("-")) {
      return arguments.has(Options.NO_STDIN) ? new Prompt.TextOnly(text) : new Prompt.Text(text);
    }
    if (arguments.has(Options.NO_STDIN)) {
      throw UsageProblems.conflict("--prompt -", Options.NO_STDIN);
    }
    return new Prompt.StandardInput();
  }

  private static UsageException positional(String words) {
    Optional<String> command = NearestName.among(ArgvParser.COMMANDS, words);
    return UsageProblems.usage(
        "a prompt needs -p: this version has no interactive session",
        command
            .map(name -> "vibe " + name)
            .orElseGet(() -> "vibe -p \"" + words.replace("\"", "\\\"") + "\""));
  }
}
