package dev.vibe.cli;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.NearestName;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in our words. */
final class UsageProblems {

  private static final String HELP = "vibe --help";
  private static final String NO_SENSE = "the command line makes no sense this way";

  private UsageProblems() {}

  static Problem of(ParameterException e) {
    return switch (e) {
      case UnmatchedArgumentException unmatched -> unknown(unmatched.getUnmatched().getFirst());
      case MissingParameterException missing ->
          problem(
              missing.getMissing().isEmpty()
                  ? "an option has no value"
                  : first(missing.getMissing().getFirst().toString()) + " needs a value",
              "the line ends behind it",
              HELP);
      case MaxValuesExceededException tooMany ->
          problem("an option that takes no value has one", "it is either there or not", HELP);
      case ParameterException other ->
          problem(
              String.valueOf(other.getMessage()).lines().findFirst().orElse("wrong usage"),
              NO_SENSE,
              HELP);
    };
  }

  private static Problem unknown(String word) {
    if (!word.startsWith("-")) {
      return problem("unexpected argument \"" + word + "\"", NO_SENSE, HELP);
    }
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    return problem(
        "unknown option " + name,
        "this version has no option of that name",
        nearestOption(name).map(near -> near + "   or   " + HELP).orElse(HELP));
  }

  private static Optional<String> nearestOption(String name) {
    return NearestName.among(Options.ALL.stream().map(Option::name).toList(), name);
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

  /** The long name out of the parser's description of an option. */
  private static String first(String described) {
    return Options.ALL.stream()
        .map(Option::name)
        .filter(described::contains)
        .findFirst()
        .orElse("an option");
  }
}
