package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.command.HealCommand;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.run.HealRun;
import dev.vibe.event.Detail;
import dev.vibe.problem.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command {@code vibe it}: {@code vibe heal} in one word. */
final class ItSubcommand implements CommandDefinition {

  private static final CommandDefinition HEAL = new HealSubcommand();

  @Override
  public String summary() {
    return "heal the last command that failed here, in one word";
  }

  @Override
  public String description() {
    return """
    As vibe heal, with the command that failed last in this folder: the one behind --, the \
    one whose log is piped in, or else the last that failed in a session here. WHAT is said \
    to the model. Prints one line.
    """;
  }

  @Override
  public List<String> synopsis() {
    return List.of("vibe it [OPTIONS] [WHAT] [-- COMMAND]");
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(
        new Words(
            "WHAT",
            Words.Count.ANY,
            Option.Kind.TEXT,
            List.of(),
            "what you know of the failure; behind --, the command"));
  }

  @Override
  public List<Option> options() {
    return HEAL.options();
  }

  @Override
  public List<String> shared() {
    return Options.with(List.of(Options.NO_STDIN), HEAL.shared());
  }

  @Override
  public Map<ExitCode, String> exitCodes() {
    return HEAL.exitCodes();
  }

  @Override
  public List<String> examples() {
    return List.of("vibe it", "pytest 2>&1 | vibe it", "vibe it 'the time zone' -- npm test");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    RunOptions.Output output = arguments.output();
    List<String> command = arguments.wordsBehind();
    return new It(
        HealSubcommand.options(
            arguments,
            command.isEmpty() ? "" : HealSubcommand.line(command),
            String.join(" ", arguments.wordsBefore()),
            HealRun.Telling.ONE_LINE,
            output.verbosity() == Detail.NORMAL
                ? new RunOptions.Output(
                    output.format(), Detail.QUIET, output.patch(), output.log(), output.folder())
                : output));
  }

  record It(HealCommand.Options options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.heal(options);
    }

    @Override
    public ParsedCommand.Signals signals() {
      return ParsedCommand.Signals.END_THE_RUN;
    }

    @Override
    public ParsedCommand.Unread unread() {
      return ParsedCommand.Unread.of(options.run().output().format());
    }
  }
}
