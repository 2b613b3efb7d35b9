package dev.vibe.cli;

import static dev.vibe.cli.Option.flag;
import static dev.vibe.cli.Option.value;

import dev.vibe.app.App;
import dev.vibe.app.command.HealCommand;
import dev.vibe.app.command.HealCommand.TestEdits;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.run.HealRun;
import dev.vibe.cli.Option.Group;
import dev.vibe.problem.ExitCode;
import dev.vibe.task.heal.Healer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Command {@code vibe heal}. */
final class HealSubcommand implements CommandDefinition {

  static final String MAX_ATTEMPTS = "--max-attempts";
  static final String KEEP = "--keep";
  static final String ALLOW_TEST_EDITS = "--allow-test-edits";

  /** Enough for most; more seldom help. */
  private static final int USUAL = 3;

  @Override
  public String summary() {
    return "make a command that fails pass, and commit the fix";
  }

  @Override
  public String description() {
    return """
    Runs the command. When it passes, nothing is done; when it fails once and passes \
    unchanged, it is called flaky. Otherwise the model is told what failed and where, \
    and its fix is tried: first on what failed, then whole. What makes things worse, or \
    no better, is taken back. Commits only when the command passes.

    Tests, CI files, lock files and build configuration stay as they are, whatever the \
    model edits or runs, and a fix that skips, loosens or knows a test is refused. The \
    limits are for all attempts together.
    """;
  }

  @Override
  public List<String> synopsis() {
    return List.of("vibe heal [OPTIONS] -- COMMAND");
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(
        new Words(
            "COMMAND",
            Words.Count.SOME,
            Option.Kind.TEXT,
            List.of(),
            "behind --; one word is a line for the shell"));
  }

  @Override
  public List<Option> options() {
    return List.of(
        value(Group.OWN, MAX_ATTEMPTS, "N", "at most so many attempts (" + USUAL + ")"),
        flag(Group.OWN, KEEP, "leave the best attempt in the files when none is good enough"),
        flag(
            Group.OWN,
            ALLOW_TEST_EDITS,
            "the fix may change tests, CI files, lock files and build configuration"));
  }

  @Override
  public List<String> shared() {
    return Options.with(
        List.of(
            "--model",
            Options.BASE_URL,
            Options.DIRECTORY,
            Options.ADD_DIR,
            Options.TRUST,
            Options.MODE,
            Options.AUTO_APPROVE,
            Options.YOLO,
            Options.ALLOW,
            "--sandbox",
            Options.ALLOW_NET,
            Options.ALLOW_SECRET,
            "--offline",
            Options.OUTPUT,
            Options.PATCH_OUT,
            Options.OUTPUT_DIR),
        Options.TELLING,
        Options.LIMITS);
  }

  @Override
  public Map<ExitCode, String> exitCodes() {
    return Map.of(
        ExitCode.DONE,
        "passes, was flaky, or is healed",
        ExitCode.UNVERIFIED,
        "still fails; the files are as they were");
  }

  @Override
  public List<String> examples() {
    return List.of(
        "vibe heal -- mvn -q test", "vibe heal --max-attempts 5 -- 'npm ci && npm test'");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return new Heal(
        options(arguments, line(arguments.words()), "", HealRun.Telling.ALL, arguments.output()));
  }

  /** The options of a healing of this command. */
  static HealCommand.Options options(
      Arguments arguments,
      String command,
      String hint,
      HealRun.Telling telling,
      RunOptions.Output output) {
    return new HealCommand.Options(
        command,
        hint,
        attempts(arguments),
        arguments.has(KEEP) ? Healer.Rest.KEPT : Healer.Rest.TAKEN_BACK,
        arguments.has(ALLOW_TEST_EDITS) ? TestEdits.ALLOWED : TestEdits.REFUSED,
        telling,
        new RunOptions(
            command.isEmpty() && !arguments.has(Options.NO_STDIN)
                ? new RunOptions.Prompt.Text("heal")
                : new RunOptions.Prompt.TextOnly("heal " + command),
            arguments.where(),
            arguments.model(),
            new RunOptions.Changes(
                false,
                false,
                false,
                arguments.has(Options.ALLOW_SECRET),
                false,
                arguments.values(Options.ALLOW),
                arguments.values(Options.ALLOW_NET)),
            output,
            arguments.flags()));
  }

  private static int attempts(Arguments arguments) {
    Optional<String> given = arguments.value(MAX_ATTEMPTS);
    if (given.isEmpty()) {
      return USUAL;
    }
    if (!given.get().matches("[1-9][0-9]?")) {
      throw UsageProblems.usage(
          "\"" + given.get() + "\" is no number of attempts", MAX_ATTEMPTS + " 1 to 99");
    }
    return Integer.parseInt(given.get());
  }

  /** One word is a line as it is; several are one command, each quoted where it has to be. */
  static String line(List<String> words) {
    if (words.stream().allMatch(String::isBlank)) {
      throw UsageProblems.usage("there is no command to heal", "vibe heal -- mvn -q test");
    }
    return words.size() == 1
        ? words.getFirst()
        : words.stream().map(HealSubcommand::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  record Heal(HealCommand.Options options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.heal(options);
    }

    @Override
    public ParsedCommand.Unread unread() {
      return ParsedCommand.Unread.of(options.run().output().format());
    }

    @Override
    public ParsedCommand.Signals signals() {
      return ParsedCommand.Signals.END_THE_RUN;
    }
  }
}
