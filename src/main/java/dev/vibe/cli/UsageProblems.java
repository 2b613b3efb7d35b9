package dev.vibe.cli;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Translator of what is wrong with a command line into our words. */
final class UsageProblems {

  private static final String HELP = "vibe --help";
  private static final String NO_SENSE = "the command line makes no sense this way";

  private UsageProblems() {}

  static Problem of(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    return switch (e) {
      case UnmatchedArgumentException unmatched ->
          unmatched(unmatched.getUnmatched().getFirst(), command);
      case MissingParameterException missing -> missing(missing.getMissing(), command);
      case MaxValuesExceededException tooMany ->
          problem(
              "an option that takes no value has one", "it is either there or not", help(command));
      case ParameterException other ->
          problem(
              String.valueOf(other.getMessage()).lines().findFirst().orElse("usage"),
              NO_SENSE,
              help(command));
    };
  }

  private static Problem unmatched(String word, CommandSpec command) {
    if (!word.startsWith("-")) {
      return unexpected(word, command).problem();
    }
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Optional<Option> elsewhere =
        Options.named(name)
            .or(() -> name.startsWith("--") ? Optional.empty() : Options.named(head(name)))
            .filter(option -> command.findOption(option.name()) == null);
    if (elsewhere.isPresent()) {
      return meaningless(elsewhere.get().name(), command).problem();
    }
    List<String> names = command.options().stream().map(OptionSpec::longestName).toList();
    String help = help(command);
    return problem(
        "unknown option " + name,
        "this version has no option of that name",
        NearestName.among(names, name).map(near -> near + "   or   " + help).orElse(help));
  }

  /** The first of several short options in one word. */
  private static String head(String word) {
    return word.substring(0, Math.min(2, word.length()));
  }

  private static Problem missing(List<ArgSpec> missing, CommandSpec command) {
    if (missing.isEmpty()) {
      return problem("something is missing", NO_SENSE, help(command));
    }
    return switch (missing.getFirst()) {
      case OptionSpec option ->
          problem(
              KnownName.of(option) + " needs a value",
              "nothing that could be one follows",
              help(command));
      case PositionalParamSpec words ->
          problem(
              command.qualifiedName() + " needs " + words.paramLabel(),
              words.paramLabel() + ": " + String.join(" ", words.description()),
              ways(command, words) + "   or   " + help(command));
      case ArgSpec other -> problem(other.paramLabel() + " is missing", NO_SENSE, help(command));
    };
  }

  private static String ways(CommandSpec command, PositionalParamSpec words) {
    List<String> ways = new ArrayList<>();
    if (words.completionCandidates() != null) {
      words.completionCandidates().forEach(ways::add);
    }
    if (ways.isEmpty()) {
      ways.add(words.paramLabel());
    }
    return ways.stream()
        .map(way -> command.qualifiedName() + " " + way)
        .collect(Collectors.joining("   or   "));
  }

  private static String help(CommandSpec command) {
    return command.qualifiedName() + " --help";
  }

  /** An option that vibe has, but not this command. */
  static UsageException meaningless(String option, CommandSpec command) {
    return usage(option + " means nothing to " + command.qualifiedName(), help(command));
  }

  /** A word that stands where the command takes none. */
  static UsageException unexpected(String word, CommandSpec command) {
    return usage("unexpected argument \"" + word + "\"", help(command));
  }

  static UsageException conflict(String one, String other) {
    return new UsageException(
        problem(
            one + " and " + other + " contradict each other",
            "each asks for what the other forbids",
            "leave one of them out"));
  }

  static UsageException badValue(
      String option, String value, String expected, List<String> choices) {
    return new UsageException(
        new Problem(
            ProblemCode.USAGE,
            option + " cannot be \"" + value + "\"",
            "it needs " + expected,
            NearestName.among(choices, value).map(near -> option + " " + near).orElse(HELP)));
  }

  static UsageException usage(String what, String remedy) {
    return new UsageException(problem(what, NO_SENSE, remedy));
  }

  private static Problem problem(String what, String cause, String remedy) {
    return new Problem(ProblemCode.USAGE, what, cause, remedy);
  }
}
