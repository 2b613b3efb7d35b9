package dev.vibe.cli;

import static dev.vibe.cli.Option.value;

import dev.vibe.app.App;
import dev.vibe.cli.Option.Group;
import dev.vibe.cli.Option.Kind;
import dev.vibe.session.export.SessionExport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Command {@code vibe export}. */
final class ExportSubcommand implements CommandDefinition {

  private static final String FORMAT = "--format";
  private static final String OUT = "--out";
  private static final List<String> FORMATS =
      Stream.of(SessionExport.Form.values())
          .map(form -> form.name().toLowerCase(Locale.ROOT))
          .toList();

  @Override
  public String summary() {
    return "a session as Markdown, HTML, JSON, ATIF or cassette";
  }

  @Override
  public String description() {
    return """
    Writes a session to standard output: as Markdown, as one HTML page that needs \
    nothing beside it, as the JSON of its events, in the Agent Trajectory Interchange \
    Format, or the model's side as a cassette, which can be played.
    """;
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(
        new Words("ID", Words.Count.ONE, Kind.TEXT, List.of(), "of a session, or how it begins"));
  }

  @Override
  public List<Option> options() {
    return List.of(
        value(Group.OWN, FORMAT, "FORM", String.join(", ", FORMATS))
            .oneOf(FORMATS.toArray(String[]::new)),
        value(Group.OWN, OUT, Kind.FILE, "FILE", "write it there"));
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    String form = arguments.value(FORMAT).orElse(FORMATS.getFirst());
    if (!FORMATS.contains(form)) {
      throw UsageProblems.badValue(FORMAT, form, "one of " + String.join(", ", FORMATS), FORMATS);
    }
    return new Exported(
        arguments.words().getFirst(),
        SessionExport.Form.valueOf(form.toUpperCase(Locale.ROOT)),
        arguments.value(OUT).map(Path::of));
  }

  record Exported(String id, SessionExport.Form form, Optional<Path> file)
      implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().export(id, form, file);
    }
  }
}
