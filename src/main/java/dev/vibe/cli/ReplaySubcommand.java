package dev.vibe.cli;

import static dev.vibe.cli.Option.value;

import dev.vibe.app.App;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.ReplayCommand;
import dev.vibe.cli.Option.Group;
import dev.vibe.cli.Option.Kind;
import dev.vibe.problem.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command {@code vibe replay}. */
final class ReplaySubcommand implements CommandDefinition {

  private static final String SAVE = "--save";

  @Override
  public String summary() {
    return "a recorded session against today's vibe (--save, --json)";
  }

  @Override
  public String description() {
    return """
    Plays the model's side of a session, or of a recording in a file, against this vibe, \
    in a scratch copy of what it began with, and tells the first byte in which a request \
    differs and each file that ends up different. Its commands run again, in the copy. \
    No model is asked.
    """;
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(
        new Words(
            "ID|FILE",
            Words.Count.ONE,
            Kind.FILE,
            List.of(),
            "of a session, or how it begins; or a recording"));
  }

  @Override
  public List<Option> options() {
    return List.of(
        Listings.JSON,
        value(Group.OWN, SAVE, Kind.FILE, "FILE", "keep what came of it as a recording"));
  }

  @Override
  public Map<ExitCode, String> exitCodes() {
    return Map.of(ExitCode.DONE, "all as recorded", ExitCode.FAILED, "something differs");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return new Replay(
        new ReplayCommand.Options(
            arguments.words().getFirst(),
            arguments.has(Listings.JSON.name()) ? OutputForm.JSON : OutputForm.TEXT,
            arguments.value(SAVE).map(Path::of)));
  }

  record Replay(ReplayCommand.Options options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().replay(options);
    }
  }
}
