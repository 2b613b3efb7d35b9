package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.command.MemoryCommand;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.host.RunOptions;
import dev.vibe.problem.VibeException;
import java.util.List;
import java.util.Optional;

/** Command {@code vibe memory}. */
final class MemorySubcommand implements CommandDefinition {

  @Override
  public String summary() {
    return "what is remembered of the repository: list, add, edit, forget";
  }

  @Override
  public String description() {
    return """
    Lists what is remembered of the repository: your notes, commands that built or tested \
    it, and what sessions did. "add TEXT" adds a note, "edit n1 TEXT" changes one, \
    "forget n1 c2 s3" forgets what is listed so, "forget all" everything. The part that \
    fits a prompt is told at the beginning of a session. memory = false turns it off.
    """;
  }

  @Override
  public List<String> synopsis() {
    return List.of("vibe memory [OPTIONS] [list|add|edit|forget] [WORDS...]");
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(
        new Words(
            "WORDS",
            Words.Count.ANY,
            Option.Kind.TEXT,
            List.of("list", "add", "edit", "forget"),
            "what to do, and with what"));
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
  public List<String> examples() {
    return List.of("vibe memory add \"tests need the database of docker compose up -d\"");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    OutputForm form = arguments.has(Listings.JSON.name()) ? OutputForm.JSON : OutputForm.TEXT;
    try {
      return new Memory(arguments.where(), MemoryCommand.act(arguments.words(), form));
    } catch (VibeException e) {
      throw UsageProblems.usage(e.problem().what(), e.problem().remedy());
    }
  }

  record Memory(RunOptions.Where where, MemoryCommand.Act act) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().memory(where, act);
    }
  }
}
