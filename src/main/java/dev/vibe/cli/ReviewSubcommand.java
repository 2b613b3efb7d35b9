package dev.vibe.cli;

import static dev.vibe.cli.Option.flag;
import static dev.vibe.cli.Option.value;

import dev.vibe.app.App;
import dev.vibe.app.command.ReviewCommand;
import dev.vibe.app.command.ReviewCommand.Form;
import dev.vibe.app.host.RunOptions;
import dev.vibe.cli.Option.Group;
import dev.vibe.config.FlagValue;
import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.ExitCode;
import dev.vibe.task.review.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Command {@code vibe review}. */
final class ReviewSubcommand implements CommandDefinition {

  private static final String FORMAT = "--format";
  private static final String FAIL_ON = "--fail-on";
  private static final String POST = "--post";
  private static final String PR = "--pr";
  private static final String FROM = "--from";

  private static final List<String> FORMS = labels(Form.values());
  private static final List<String> SEVERITIES = labels(Severity.values());

  private static List<String> labels(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public String summary() {
    return "findings about a change, with edits that apply (--format, --fail-on, --post)";
  }

  @Override
  public String description() {
    return """
    Asks the model about a change and prints its findings: file, line, severity, why, \
    and an edit that applies where a small one mends it. Only what is about changed lines \
    is told. Reads, and changes nothing.

    RANGE is A..B, A...B for what B has since it left A, or A for A...HEAD; without it, \
    what is not committed.

    --post makes the findings comments on a pull or merge request at GitHub, GitLab, Gitea \
    or Forgejo, at the lines that it changes; RANGE is then what it proposes. What was \
    posted before is not posted again. It takes a token, as --pr-title does. With --from \
    the findings are those of a file, and no model is asked.
    """;
  }

  @Override
  public Optional<Words> words() {
    return Optional.of(
        new Words("RANGE", Words.Count.ANY, Option.Kind.TEXT, List.of(), "of commits"));
  }

  @Override
  public List<Option> options() {
    return List.of(
        value(Group.OWN, FORMAT, "FORM", String.join(", ", FORMS) + "; text when left out")
            .oneOf(FORMS.toArray(String[]::new)),
        value(
                Group.OWN,
                FAIL_ON,
                "SEVERITY",
                "exit 1 for a finding of it or a heavier one: " + String.join(", ", SEVERITIES))
            .oneOf(SEVERITIES.toArray(String[]::new)),
        flag(Group.OWN, POST, "post the findings on the pull request of this branch or CI job"),
        value(Group.OWN, PR, "N", "post on that pull or merge request; implies " + POST),
        value(
            Group.OWN,
            FROM,
            Option.Kind.FILE,
            "FILE",
            "findings that vibe review --format json wrote; asks no model"));
  }

  @Override
  public List<String> shared() {
    return Options.with(
        List.of("--model", Options.BASE_URL, Options.DIRECTORY, Options.TRUST, "--offline"),
        Options.TELLING,
        Options.LIMITS);
  }

  @Override
  public Map<ExitCode, String> exitCodes() {
    return Map.of(
        ExitCode.DONE,
        "reviewed",
        ExitCode.FAILED,
        "a finding as heavy as --fail-on says, or no answer that can be read");
  }

  @Override
  public List<String> examples() {
    return List.of(
        "vibe review",
        "vibe review main --fail-on high --format sarif > review.sarif",
        "vibe review --from review.json --post --pr 12");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    if (arguments.words().size() > 1) {
      throw UsageProblems.usage("a review is of one range", "vibe review A..B");
    }
    Optional<Path> from = arguments.file(FROM);
    if (from.isPresent() && !arguments.words().isEmpty()) {
      throw UsageProblems.usage(
          "findings of a file are of no range", "leave out the range, or " + FROM);
    }
    List<FlagValue> flags = new ArrayList<>(arguments.flags());
    flags.add(
        new FlagValue(
            "tools.enabled",
            "vibe review",
            String.join(",", ToolNames.READ_FILE, ToolNames.GLOB, ToolNames.GREP)));
    return new Review(
        new ReviewCommand.Options(
            arguments.words().stream().findFirst(),
            Form.valueOf(chosen(arguments, FORMAT, "text", FORMS)),
            arguments
                .value(FAIL_ON)
                .map(word -> Severity.valueOf(chosen(arguments, FAIL_ON, word, SEVERITIES))),
            from,
            posting(arguments),
            new RunOptions(
                new RunOptions.Prompt.TextOnly("review"),
                arguments.where(),
                arguments.model(),
                new RunOptions.Changes(false, false, false),
                arguments.output(),
                flags)));
  }

  private static ReviewCommand.Posting posting(Arguments arguments) {
    Optional<String> number = arguments.value(PR);
    if (number.isPresent() && !number.get().matches("[1-9]\\d{0,17}")) {
      throw UsageProblems.usage(
          "\"" + number.get() + "\" is no number of a pull request", PR + " 12");
    }
    return number.isPresent() || arguments.has(POST)
        ? new ReviewCommand.Posting.OnRequest(number.map(Long::parseLong).orElse(0L))
        : new ReviewCommand.Posting.Nowhere();
  }

  private static String chosen(
      Arguments arguments, String option, String usual, List<String> words) {
    String word = arguments.value(option).orElse(usual);
    if (!words.contains(word)) {
      throw UsageProblems.badValue(option, word, "one of " + String.join(", ", words), words);
    }
    return word.toUpperCase(Locale.ROOT);
  }

  record Review(ReviewCommand.Options options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.review(options);
    }

    @Override
    public ParsedCommand.Unread unread() {
      return options.form() == Form.TEXT ? ParsedCommand.Unread.FINE : ParsedCommand.Unread.LOST;
    }

    @Override
    public ParsedCommand.Signals signals() {
      return ParsedCommand.Signals.END_THE_RUN;
    }
  }
}
