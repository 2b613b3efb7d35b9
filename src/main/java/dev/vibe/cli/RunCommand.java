package dev.vibe.cli;

import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.RunOptions.Beginning;
import dev.vibe.app.host.RunOptions.Prompt;
import dev.vibe.app.interactive.Interactive;
import dev.vibe.text.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The one-shot run: the root command. */
final class RunCommand {

  private RunCommand() {}

  static ParsedCommand parsed(Arguments arguments) {
    if (arguments.has(Options.PROMPT)) {
      if (!arguments.words().isEmpty()) {
        throw UsageProblems.usage(
            "there is a prompt after " + Options.PROMPT + " and another one",
            "one -p with the whole text");
      }
      return new ParsedCommand.Run(options(arguments, prompt(arguments)));
    }
    return new ParsedCommand.Session(
        options(arguments, first(arguments)),
        arguments.has(Options.PLAIN) ? Interactive.Style.PLAIN : Interactive.Style.USUAL);
  }

  private static RunOptions options(Arguments arguments, Prompt prompt) {
    RunOptions.Changes changes =
        new RunOptions.Changes(
            arguments.has(Options.AUTO_COMMIT),
            arguments.has(Options.DRY_RUN),
            arguments.has(Options.FAIL_IF_NO_CHANGE));
    return new RunOptions(
        prompt,
        arguments.where(),
        arguments.model(),
        changes,
        arguments.output(),
        arguments.flags(),
        beginning(arguments));
  }

  private static RunOptions.Beginning beginning(Arguments arguments) {
    List<String> given =
        Stream.of(Options.CONTINUE, Options.RESUME, Options.FORK).filter(arguments::has).toList();
    if (given.size() > 1) {
      throw UsageProblems.conflict(given.get(0), given.get(1));
    }
    if (arguments.has(Options.CONTINUE)) {
      return new Beginning.Newest();
    }
    if (arguments.has(Options.FORK)) {
      return new Beginning.CopyOf(arguments.value(Options.FORK).orElse(""));
    }
    if (!arguments.has(Options.RESUME)) {
      return new Beginning.Fresh();
    }
    String id = arguments.value(Options.RESUME).orElse("");
    if (id.isEmpty() && arguments.has(Options.PROMPT)) {
      throw UsageProblems.usage(
          "nobody can pick a session in a run of one prompt",
          "--resume ID, or --continue for the newest");
    }
    return id.isEmpty() ? new Beginning.Picked() : new Beginning.Named(id);
  }

  private static Prompt prompt(Arguments arguments) {
    String text = arguments.value(Options.PROMPT).orElse("");
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

  /** What a session begins with; one word that is nearly a command is a slip. */
  private static Prompt first(Arguments arguments) {
    String words = String.join(" ", arguments.words());
    for (String option : List.of(Options.OUTPUT, Options.PATCH_OUT, Options.FAIL_IF_NO_CHANGE)) {
      if (arguments.has(option)) {
        boolean isFlag = option.equals(Options.FAIL_IF_NO_CHANGE);
        throw UsageProblems.usage(
            option + " is for a run of one prompt, and there is no -p",
            "vibe -p \"%s\" %s %s"
                .formatted(
                    words.isEmpty() ? "what to do" : words,
                    option,
                    isFlag ? "" : arguments.value(option).orElse(""))
                .strip());
      }
    }
    Optional<String> command =
        arguments.words().size() == 1
            ? NearestName.among(ArgvParser.COMMANDS, words)
            : Optional.empty();
    if (command.isPresent()) {
      throw UsageProblems.usage("there is no command \"" + words + "\"", "vibe " + command.get());
    }
    return new Prompt.TextOnly(words);
  }
}
