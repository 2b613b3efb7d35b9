package dev.vibe.cli;

import static dev.vibe.cli.Option.flag;
import static dev.vibe.cli.Option.value;

import dev.vibe.app.App;
import dev.vibe.app.command.AuditCommand;
import dev.vibe.app.command.AuditCommand.Act;
import dev.vibe.app.command.AuditCommand.Choice;
import dev.vibe.app.command.OutputForm;
import dev.vibe.audit.AuditExport;
import dev.vibe.cli.Option.Group;
import dev.vibe.cli.Option.Kind;
import dev.vibe.problem.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Command {@code vibe audit}, of which each part is a command. */
final class AuditSubcommand implements CommandDefinition {

  private static final String SESSION = "--session";
  private static final String SINCE = "--since";
  private static final String JSON = "--json";
  private static final String FORMAT = "--format";

  private static final Option OF_SESSION =
      value(Group.OWN, SESSION, "ID", "of this session alone, or of those whose ids begin so");
  private static final Option FROM_THEN =
      value(Group.OWN, SINCE, "WHEN", "from then on: 2h, 2026-03-01 or 2026-03-01T09:30");

  /** What the command does by itself. */
  private static final CommandDefinition SHOW = new Show();

  @Override
  public String summary() {
    return "show, verify or export the audit log";
  }

  @Override
  public String description() {
    return SHOW.description();
  }

  @Override
  public List<Option> options() {
    return SHOW.options();
  }

  @Override
  public List<Entry> subcommands() {
    return List.of(
        new Entry("show", Show::new),
        new Entry("verify", Verify::new),
        new Entry("export", Export::new));
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return SHOW.parse(arguments);
  }

  private static Choice choice(Arguments arguments) {
    return new Choice(arguments.value(SESSION), arguments.value(SINCE));
  }

  /** Command {@code vibe audit show}. */
  private static final class Show implements CommandDefinition {

    @Override
    public String summary() {
      return "what was recorded (--session, --since, --json)";
    }

    @Override
    public String description() {
      return """
      Shows the records of the audit log, oldest first. There is one once audit.sinks \
      in the configuration has "file".
      """;
    }

    @Override
    public List<Option> options() {
      return List.of(OF_SESSION, FROM_THEN, flag(Group.OWN, JSON, "the lines as they stand in it"));
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      OutputForm form = arguments.has(JSON) ? OutputForm.JSON : OutputForm.TEXT;
      return new Audit(new Act.Shown(choice(arguments), form));
    }
  }

  /** Command {@code vibe audit verify}. */
  private static final class Verify implements CommandDefinition {

    @Override
    public String summary() {
      return "whether its chain holds";
    }

    @Override
    public String description() {
      return """
      Checks that no record was changed, put in or taken out, and names the first that \
      does not hold. A torn last line, as a killed process leaves one, is told of and is \
      no tampering.
      """;
    }

    @Override
    public Optional<Words> words() {
      return Optional.of(
          new Words(
              "FILE",
              Words.Count.ANY,
              Kind.FILE,
              List.of(),
              "of a log, in the order in which they were written, or its folder; without one, the"
                  + " whole log"));
    }

    @Override
    public Map<ExitCode, String> exitCodes() {
      return Map.of(ExitCode.DONE, "the chain holds", ExitCode.FAILED, "it does not");
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      return new Audit(new Act.Verified(arguments.words().stream().map(Path::of).toList()));
    }
  }

  /** Command {@code vibe audit export}. */
  private static final class Export implements CommandDefinition {

    @Override
    public String summary() {
      return "in the form of a collector (--format ecs|ocsf|cef)";
    }

    @Override
    public String description() {
      return """
      Prints the records in a form that collectors read, one line each: ecs (Elastic \
      Common Schema), ocsf (Open Cybersecurity Schema Framework) or cef (ArcSight).
      """;
    }

    @Override
    public List<Option> options() {
      return List.of(
          value(Group.OWN, FORMAT, "FORM", "ecs, ocsf or cef; ecs when left out")
              .oneOf("ecs", "ocsf", "cef"),
          OF_SESSION,
          FROM_THEN);
    }

    @Override
    public List<String> examples() {
      return List.of("vibe audit export --format ecs --since 24h > audit.ndjson");
    }

    @Override
    public ParsedCommand parse(Arguments arguments) {
      String name = arguments.value(FORMAT).orElse("ecs");
      AuditExport.Form form =
          switch (name.toLowerCase(Locale.ROOT)) {
            case "ecs" -> AuditExport.Form.ECS;
            case "ocsf" -> AuditExport.Form.OCSF;
            case "cef" -> AuditExport.Form.CEF;
            default ->
                throw UsageProblems.usage(
                    FORMAT + " takes ecs, ocsf or cef, not \"" + name + "\"",
                    "vibe audit export --format ecs");
          };
      return new Audit(new Act.Exported(choice(arguments), form));
    }
  }

  record Audit(Act act) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.command(host -> new AuditCommand(host).run(act));
    }
  }
}
