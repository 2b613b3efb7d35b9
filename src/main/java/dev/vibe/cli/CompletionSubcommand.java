package dev.vibe.cli;

import java.util.Optional;

/** Command {@code vibe completion}. */
final class CompletionSubcommand implements CommandDefinition {

  @Override
  public String summary() {
    return "a completion script for bash, zsh or fish";
  }

  @Override
  public String description() {
    return """
    Prints a completion script. For this shell:

      bash   source <(vibe completion bash)
      zsh    source <(vibe completion zsh)
      fish   vibe completion fish | source
    """;
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(
        new Words(
            "SHELL",
            Words.Count.ONE,
            Option.Kind.TEXT,
            Shell.labels(),
            String.join(", ", Shell.labels())));
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    String name = arguments.words().getFirst();
    Shell shell =
        Shell.named(name)
            .orElseThrow(
                () ->
                    UsageProblems.usage(
                        "there are no completions for \"" + name + "\"",
                        "vibe completion bash   (or " + String.join(", ", Shell.labels()) + ")"));
    return new ParsedCommand.Completions(shell);
  }
}
