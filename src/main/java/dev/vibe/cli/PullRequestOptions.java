package dev.vibe.cli;

import dev.vibe.app.host.RunOptions.Publishing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reader of the options of a pull request. */
final class PullRequestOptions {

  /** As long as the strictest forge takes it. */
  private static final int LONGEST_TITLE = 255;

  private PullRequestOptions() {}

  static Publishing of(Arguments arguments) {
    if (!arguments.has(Options.PR_TITLE)) {
      Optional<String> alone =
          Stream.of(
                  Options.PR_BODY,
                  Options.PR_BASE,
                  Options.PR_BRANCH,
                  Options.PR_DRAFT,
                  Options.PR_LABEL)
              .filter(arguments::has)
              .findFirst();
      if (alone.isPresent()) {
        throw UsageProblems.usage(
            alone.get() + " is of a pull request, and there is no " + Options.PR_TITLE,
            Options.PR_TITLE + " \"what it does\"");
      }
      return new Publishing.Nowhere();
    }
    String title = arguments.value(Options.PR_TITLE).orElse("").strip();
    if (title.isEmpty()
        || title.codePointCount(0, title.length()) > LONGEST_TITLE
        || title.chars().anyMatch(Character::isISOControl)) {
      throw UsageProblems.usage(
          "the title of the pull request is empty, longer than "
              + LONGEST_TITLE
              + " characters, or not one line",
          Options.PR_TITLE + " \"what it does\"");
    }
    return new Publishing.AsPullRequest(
        title,
        text(arguments, Options.PR_BODY),
        branch(arguments, Options.PR_BASE),
        branch(arguments, Options.PR_BRANCH),
        arguments.has(Options.PR_DRAFT),
        labels(arguments));
  }

  private static String text(Arguments arguments, String option) {
    return arguments.value(option).orElse("").strip();
  }

  /** An empty one is a variable of a script that was not set. */
  private static String branch(Arguments arguments, String option) {
    if (arguments.has(option) && text(arguments, option).isEmpty()) {
      throw UsageProblems.usage(option + " is empty", option + " BRANCH, or leave it out");
    }
    return text(arguments, option);
  }

  private static List<String> labels(Arguments arguments) {
    List<String> labels =
        arguments.values(Options.PR_LABEL).stream().map(String::strip).distinct().toList();
    if (labels.stream().anyMatch(label -> label.isEmpty() || label.contains(","))) {
      throw UsageProblems.usage(
          "a label is empty or holds a comma", Options.PR_LABEL + " once for each label");
    }
    return labels;
  }
}
