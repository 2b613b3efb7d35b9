package dev.vibe.task.heal;

import dev.vibe.text.Truncation;
import dev.vibe.verify.report.Failure;
import dev.vibe.verify.report.FailureReport;
import java.util.List;
import java.util.stream.Collectors;

/** Writer of what the model is asked: what fails, where, and what was tried. Pure. */
public final class HealPrompt {

  /** Of the room, in percent: for the failures, the code around them, and what was tried. */
  private static final int FAILURES = 45;

  private static final int TRIED = 20;
  private static final int PERCENT = 100;
  private static final int MOST_FAILURES = 12;

  private HealPrompt() {}

  /**
   * What the prompt is made of.
   *
   * @param hint of the user's; may be empty
   * @param protectedWords what is protected; empty when nothing is
   * @param excerpts code around the places
   */
  public record Parts(
      String command,
      String hint,
      FailureReport report,
      String protectedWords,
      String excerpts,
      List<HealAttempt> tried) {}

  /**
   * The text.
   *
   * @param room in characters
   */
  public static String of(Parts parts, int room) {
    StringBuilder text = new StringBuilder();
    text.append("The command `")
        .append(parts.command())
        .append("` fails and has to pass. Find the cause and fix it in the code.\n");
    if (!parts.hint().isBlank()) {
      text.append("The user says: ").append(parts.hint().strip()).append('\n');
    }
    if (!parts.protectedWords().isEmpty()) {
      text.append("Protected: ")
          .append(parts.protectedWords())
          .append(
              ". They say what is right: changes to them are refused or put back, and so is a fix"
                  + " that skips a test or treats it as a special case.\n");
    }
    text.append("The command is run for you when you have answered.\n\n");
    failures(parts.report(), room * FAILURES / PERCENT, text);
    if (!parts.excerpts().isEmpty()) {
      text.append('\n').append(parts.excerpts().strip()).append('\n');
    }
    if (!parts.tried().isEmpty()) {
      text.append("\nTried before:\n");
      String tried =
          parts.tried().reversed().stream()
              .map(each -> each.line() + (each.diff().isEmpty() ? "" : "\n" + each.diff()))
              .collect(Collectors.joining("\n"));
      text.append(bounded(tried, room * TRIED / PERCENT)).append('\n');
    }
    text.append("\nAnswer with one sentence: the cause, and what you changed.");
    return text.toString();
  }

  private static void failures(FailureReport report, int room, StringBuilder text) {
    text.append(count(report)).append(":\n");
    int told = Math.min(MOST_FAILURES, report.failures().size());
    int each = Math.max(200, room / Math.max(1, told));
    for (Failure failure : report.failures().subList(0, told)) {
      String places =
          failure.places().stream().limit(4).map(Object::toString).collect(Collectors.joining(" "));
      text.append("\n- ").append(failure.name().isEmpty() ? "" : failure.name());
      if (!places.isEmpty()) {
        text.append(failure.name().isEmpty() ? "" : " ").append("at ").append(places);
      }
      text.append('\n').append(bounded(failure.said(), each).stripTrailing()).append('\n');
    }
    if (report.failed() > told) {
      String more =
          report.failures().stream()
              .skip(told)
              .map(Failure::title)
              .collect(Collectors.joining(", "));
      text.append("\nand ")
          .append(report.failed() - told)
          .append(" more")
          .append(more.isEmpty() ? "" : ": " + bounded(more, 600))
          .append('\n');
    }
  }

  /** How many of what, as people say it. */
  static String count(FailureReport report) {
    if (!report.isDetailed()) {
      return "Its output, by " + report.format().label();
    }
    boolean isOne = report.failed() == 1;
    String what =
        report.isBroken()
            ? (isOne ? "error" : "errors")
            : report.tests().isEmpty() ? (isOne ? "failure" : "failures") : "tests";
    String of =
        report.ran().isPresent() && !report.isBroken() && report.ran().getAsInt() >= report.failed()
            ? " of " + report.ran().getAsInt()
            : "";
    boolean tests = !report.isBroken() && !report.tests().isEmpty();
    return report.failed()
        + of
        + " "
        + what
        + (tests ? " fail" : "")
        + " ("
        + report.format().label()
        + ")";
  }

  private static String bounded(String text, int most) {
    return Truncation.chars(text, new Truncation.Keep(most * 2 / 3, most / 3)).text();
  }
}
