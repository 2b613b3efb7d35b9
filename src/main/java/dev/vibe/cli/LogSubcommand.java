package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.host.RunOptions;
import java.util.List;
import java.util.Optional;

/** Command {@code vibe log}. */
final class LogSubcommand implements CommandDefinition {

  @Override
  public String summary() {
    return "the prompt, session and model behind each commit";
  }

  @Override
  public String description() {
    return """
    Shows which prompt, session and model stand behind the commits that vibe made, \
    newest first, as the notes beside them say (refs/notes/vibe). With a file, only \
    those that changed it.
    """;
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(
        new Words(
            "FILE",
            Words.Count.AT_MOST_ONE,
            Option.Kind.FILE,
            List.of(),
            "only the commits that changed it"));
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
    return new Commits(
        arguments.where(),
        arguments.words().stream().findFirst(),
        arguments.has(Listings.JSON.name()) ? OutputForm.JSON : OutputForm.TEXT);
  }

  record Commits(RunOptions.Where where, Optional<String> file, OutputForm form)
      implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().log(where, file, form);
    }
  }
}
