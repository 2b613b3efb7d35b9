package dev.vibe.cli;

import static dev.vibe.cli.Option.value;

import dev.vibe.app.App;
import dev.vibe.app.command.CompareCommand;
import dev.vibe.app.command.CompareCommand.Chosen;
import dev.vibe.app.command.CompareOptions;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.host.RunOptions;
import dev.vibe.cli.Option.Group;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.task.compare.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Command {@code vibe compare}. */
final class CompareSubcommand implements CommandDefinition {

  private static final String MODELS = "--models";
  private static final String APPLY = "--apply";

  @Override
  public String summary() {
    return "one task by several models, side by side (--models, --apply)";
  }

  @Override
  public String description() {
    return """
    Gives the same prompt to several models, each in a worktree of its own from the last \
    commit, and shows what came of each and how they differ. Models of one local server \
    run one after the other, the others at once. Commits stay on a branch each.
    """;
  }

  @Override
  public List<Option> options() {
    return List.of(
        value(Group.OWN, MODELS, "A,B", "two to eight: MODEL, or MODEL@URL with its endpoint"),
        value(Group.OWN, APPLY, "best|A", "apply what this one did to the working folder"));
  }

  @Override
  public List<String> shared() {
    return Stream.concat(
            Stream.of(
                Options.PROMPT,
                Options.DIRECTORY,
                Options.TRUST,
                Options.ALLOW,
                Options.ALLOW_NET,
                Options.OUTPUT,
                Options.QUIET),
            Options.settings().stream().filter(option -> !option.equals("--model")))
        .toList();
  }

  @Override
  public Map<ExitCode, String> exitCodes() {
    return Map.of(
        ExitCode.DONE, "one ended well",
        ExitCode.FAILED, "none did, or nothing to apply",
        ExitCode.UNVERIFIED, "--verify is red for all");
  }

  @Override
  public List<String> examples() {
    return List.of(
        "vibe compare -p \"fix the parser\" --models devstral,qwen3-coder --verify \"make test\"");
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    String prompt = arguments.value(Options.PROMPT).orElse("").strip();
    if (prompt.isEmpty() || prompt.equals("-")) {
      throw UsageProblems.usage(
          "there is no prompt", "vibe compare -p \"what to do\" --models A,B");
    }
    List<Candidate> candidates = candidates(arguments.value(MODELS).orElse(""));
    Optional<String> apply = arguments.value(APPLY);
    apply
        .filter(
            name ->
                !name.equals(CompareOptions.BEST)
                    && candidates.stream().noneMatch(each -> each.name().equals(name)))
        .ifPresent(
            name -> {
              List<String> names = new ArrayList<>(List.of(CompareOptions.BEST));
              candidates.forEach(each -> names.add(each.name()));
              throw UsageProblems.badValue(
                  APPLY, name, "one of " + String.join(", ", names), names);
            });
    RunOptions.Changes changes =
        new RunOptions.Changes(
            true,
            false,
            false,
            false,
            false,
            arguments.values(Options.ALLOW),
            arguments.values(Options.ALLOW_NET));
    RunOptions run =
        new RunOptions(
            new RunOptions.Prompt.TextOnly(prompt),
            arguments.where(),
            arguments.model(),
            changes,
            arguments.output(),
            arguments.flags());
    OutputForm form =
        switch (run.output().format()) {
          case TEXT -> OutputForm.TEXT;
          case JSON -> OutputForm.JSON;
          case STREAM_JSON ->
              throw UsageProblems.badValue(
                  Options.OUTPUT, "stream-json", "text or json", List.of("text", "json"));
        };
    return new Compare(new CompareOptions(prompt, candidates, run, apply, form));
  }

  private static List<Candidate> candidates(String list) {
    try {
      return Candidate.parse(list);
    } catch (VibeException e) {
      throw UsageProblems.usage(
          e.problem().what() + ": " + e.problem().cause(), e.problem().remedy());
    }
  }

  record Compare(CompareOptions options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      List<Chosen> chosen = new ArrayList<>();
      int code = app.command(host -> new CompareCommand(host, options).run(chosen::add));
      return chosen.isEmpty() ? code : apply(app, chosen.getFirst());
    }

    /** In JSON, the one object is that of the comparison. */
    private int apply(App app, Chosen chosen) {
      String patch = chosen.patch().toString();
      return switch (options.form()) {
        case TEXT -> app.apply(patch, applying(chosen));
        case JSON -> app.muted().apply(patch, applying(chosen));
      };
    }

    private RunOptions applying(Chosen chosen) {
      RunOptions run = options.run();
      return new RunOptions(
          run.prompt(),
          run.where().in(chosen.top()),
          run.model(),
          new RunOptions.Changes(false, false, false),
          run.output().as(RunOptions.Format.TEXT),
          List.of());
    }

    @Override
    public ParsedCommand.Signals signals() {
      return ParsedCommand.Signals.END_THE_RUN;
    }
  }
}
