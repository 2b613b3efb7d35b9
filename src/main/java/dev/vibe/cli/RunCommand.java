package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.RunOptions.Beginning;
import dev.vibe.app.host.RunOptions.Prompt;
import dev.vibe.app.interactive.Interactive;
import dev.vibe.problem.ExitCode;
import dev.vibe.text.NearestName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Command {@code vibe} itself: a run of one prompt, or a session. */
final class RunCommand implements CommandDefinition {

  @Override
  public String summary() {
    return "a terminal coding agent for people who run open models";
  }

  @Override
  public String description() {
    return """
    A terminal coding agent for people who run open models. You say in plain words \
    what should change; vibe looks at the folder and its Git state, asks a model \
    behind an OpenAI-compatible endpoint, shows and applies the edits, runs commands \
    if it may, and commits with Git.
    """;
  }

  @Override
  public List<String> synopsis() {
    return List.of(
        "vibe [OPTIONS] [PROMPT...]", "vibe -p TEXT [OPTIONS]", "vibe COMMAND [OPTIONS]");
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(new Words("PROMPT", Words.Count.ANY, Option.Kind.TEXT, List.of(), ""));
  }

  @Override
  public Map<ExitCode, String> exitCodes() {
    return Map.ofEntries(
        Map.entry(ExitCode.DONE, "done"),
        Map.entry(ExitCode.FAILED, "failed"),
        Map.entry(ExitCode.USAGE, "usage or configuration"),
        Map.entry(ExitCode.TIMEOUT, "timeout"),
        Map.entry(ExitCode.LIMIT, "a limit"),
        Map.entry(ExitCode.REFUSED, "a permission was missing"),
        Map.entry(ExitCode.UNREACHABLE, "endpoint failing"),
        Map.entry(ExitCode.UNAUTHORIZED, "authentication"),
        Map.entry(ExitCode.UNVERIFIED, "verification red"),
        Map.entry(ExitCode.UNCHANGED, "nothing changed"),
        Map.entry(ExitCode.INTERRUPTED, "interrupted"),
        Map.entry(ExitCode.TERMINATED, "terminated"));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "vibe -p \"replace every print with logger.debug\" --auto-commit",
        "mvn test 2>&1 | vibe -p \"fix the failure\" --mode accept-edits --allow 'bash(mvn"
            + " test*)'",
        "vibe -p \"fix the failing test\" --pr-title \"Fix the rounding of prices\"");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    if (arguments.has(Options.PROMPT) && arguments.has(Options.PROMPT_FILE)) {
      throw UsageProblems.conflict(Options.PROMPT, Options.PROMPT_FILE);
    }
    if (isOneShot(arguments)) {
      if (!arguments.words().isEmpty()) {
        throw UsageProblems.usage(
            "there is a prompt after " + given(arguments) + " and another one",
            "one -p with the whole text");
      }
      return new Run(options(arguments, prompt(arguments)));
    }
    return new Session(
        options(arguments, first(arguments)),
        arguments.has(Options.PLAIN) ? Interactive.Style.PLAIN : Interactive.Style.USUAL);
  }

  private static boolean isOneShot(Arguments arguments) {
    return arguments.has(Options.PROMPT) || arguments.has(Options.PROMPT_FILE);
  }

  private static String given(Arguments arguments) {
    return arguments.has(Options.PROMPT) ? Options.PROMPT : Options.PROMPT_FILE;
  }

  private static RunOptions options(Arguments arguments, Prompt prompt) {
    RunOptions.Publishing publishing = PullRequestOptions.of(arguments);
    RunOptions.Changes changes =
        new RunOptions.Changes(
            arguments.has(Options.AUTO_COMMIT)
                || publishing instanceof RunOptions.Publishing.AsPullRequest,
            arguments.has(Options.DRY_RUN),
            arguments.has(Options.FAIL_IF_NO_CHANGE),
            arguments.has(Options.ALLOW_SECRET),
            arguments.has(Options.INIT),
            arguments.values(Options.ALLOW),
            arguments.values(Options.ALLOW_NET),
            publishing);
    return new RunOptions(
        prompt,
        where(arguments),
        arguments.model(),
        changes,
        arguments.output(),
        arguments.flags(),
        beginning(arguments));
  }

  private static RunOptions.Where where(Arguments arguments) {
    return arguments.has(Options.WORKTREE)
        ? arguments
            .where()
            .with(new RunOptions.Tree.Own(arguments.value(Options.WORKTREE).orElse("")))
        : arguments.where();
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
    if (id.isEmpty() && isOneShot(arguments)) {
      throw UsageProblems.usage(
          "nobody can pick a session in a run of one prompt",
          "--resume ID, or --continue for the newest");
    }
    return id.isEmpty() ? new Beginning.Picked() : new Beginning.Named(id);
  }

  private static Prompt prompt(Arguments arguments) {
    Optional<Path> file = arguments.file(Options.PROMPT_FILE);
    if (file.isPresent()) {
      return new Prompt.FromFile(file.get(), !arguments.has(Options.NO_STDIN));
    }
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
    for (String option :
        List.of(
            Options.OUTPUT,
            Options.OUTPUT_SCHEMA,
            Options.PATCH_OUT,
            Options.OUTPUT_DIR,
            Options.PR_TITLE,
            Options.FAIL_IF_NO_CHANGE)) {
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
            ? NearestName.among(Subcommands.names(), words)
            : Optional.empty();
    if (command.isPresent()) {
      throw UsageProblems.usage("there is no command \"" + words + "\"", "vibe " + command.get());
    }
    return new Prompt.TextOnly(words);
  }

  /** A run of one prompt. */
  record Run(RunOptions options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.run(options);
    }

    @Override
    public ParsedCommand.Unread unread() {
      return ParsedCommand.Unread.of(options.output().format());
    }

    @Override
    public ParsedCommand.Signals signals() {
      return ParsedCommand.Signals.END_THE_RUN;
    }
  }

  /** A session; the prompt of the options is sent first unless it is empty. */
  record Session(RunOptions options, Interactive.Style style) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.interactive(options, style);
    }

    @Override
    public ParsedCommand.Signals signals() {
      return ParsedCommand.Signals.END_THE_SESSION;
    }
  }
}
