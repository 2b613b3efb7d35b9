package dev.vibe.lsp.server;

import dev.vibe.event.RunResult;
import dev.vibe.event.RunResult.Ending;
import dev.vibe.lsp.server.EditorWindow.Importance;
import dev.vibe.lsp.server.LanguageFace.RunEnd;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.text.ControlChars;
import java.util.List;

/**
 * Outcome of a run, as a person reads it.
 *
 * @param text of a message
 * @param paper that takes the place of a long text, such as a plan; empty when there is none
 */
record RunOutcome(Importance importance, String text, String paper) {

  private static final int LONGEST = 300;

  static RunOutcome of(RunEnd end) {
    return switch (end) {
      case RunEnd.Broken(Problem why) -> failed(why);
      case RunEnd.Over(RunResult result) ->
          switch (result.ending()) {
            case Ending.Well() -> well(result);
            case Ending.Badly(ExitCode code, Problem why) -> badly(code, why, result);
          };
    };
  }

  static RunOutcome failed(Problem why) {
    return new RunOutcome(Importance.ERROR, "vibe: " + LanguageFace.oneLine(why), "");
  }

  static RunOutcome stopped() {
    return new RunOutcome(Importance.INFO, "vibe: stopped", "");
  }

  private static RunOutcome badly(ExitCode code, Problem why, RunResult result) {
    return switch (code) {
      case INTERRUPTED, TERMINATED ->
          new RunOutcome(Importance.INFO, "vibe: stopped" + changed(result.changedFiles()), "");
      case DONE, REFUSED, UNVERIFIED, UNCHANGED, LIMIT, TIMEOUT ->
          new RunOutcome(
              Importance.WARNING,
              "vibe: " + LanguageFace.oneLine(why) + changed(result.changedFiles()),
              "");
      case FAILED, USAGE, UNREACHABLE, UNAUTHORIZED -> failed(why);
    };
  }

  private static RunOutcome well(RunResult result) {
    String answer = result.answer().strip();
    String first = answer.lines().findFirst().orElse("done");
    String shown = first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first;
    boolean isLong = !shown.equals(answer) && result.changedFiles().isEmpty();
    return new RunOutcome(
        Importance.INFO,
        "vibe: " + shown + changed(result.changedFiles()),
        isLong ? ControlChars.neutralise(answer) + "\n" : "");
  }

  private static String changed(List<String> files) {
    return files.isEmpty() ? "" : " (changed: " + String.join(", ", files) + ")";
  }
}
