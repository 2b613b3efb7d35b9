package dev.vibe.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code vibe completion}. */
final class CompletionCommand {

  private CompletionCommand() {}

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name(ArgvParser.COMPLETION);
    for (String shell : Completion.SHELLS) {
      spec.addSubcommand(shell, CommandSpec.create().name(shell));
    }
    return spec;
  }

  static ParsedCommand parsed(Arguments arguments) {
    List<String> words = List.of(arguments.command().split(" ", -1));
    if (words.size() < 2) {
      throw UsageProblems.usage(
          "completion needs to be told for which shell",
          "vibe completion bash   (or " + String.join(", ", Completion.SHELLS) + ")");
    }
    arguments.refuseOthers(Set.of());
    return new ParsedCommand.ShownText(Completion.script(words.getLast()));
  }
}
